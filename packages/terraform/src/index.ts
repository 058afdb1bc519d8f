export type { Configuration } from './configuration.js';
export { type PlanSource, sourceOf } from './plan-source.js';
export { readPlan } from './read-plan.js';
