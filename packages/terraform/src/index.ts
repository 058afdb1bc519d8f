export { type ByteSource, sourceOf } from './json-scanner/byte-source.js';
export type { TerraformConfiguration } from './plan/configuration.js';
export { readPlan } from './plan-json/read-plan.js';
