export { checkSteps } from './check-steps.js';
export { previewSteps, updateStep } from './intended-steps.js';
export { policiesOf, type Surroundings } from './policies.js';
export type { PlannedResource, RegisteredResource } from './registered-resource.js';
export { configSchema, type Settings, settingsOf } from './settings.js';
