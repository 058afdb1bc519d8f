export { checkSteps } from './check-steps.js';
export { previewSteps, updateStep } from './intended-steps.js';
export { configSchema, type PackConfig, parsePackConfig } from './pack-config.js';
export { policiesOf, type Surroundings } from './policies.js';
export type { PlannedResource, RegisteredResource } from './registered-resource.js';
