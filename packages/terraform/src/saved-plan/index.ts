export { EnginesOnDemand } from '../tracing/written/engines-on-demand.js';
export { alicloudVersionOf, type LockFile, lockFileOf } from './lock-file.js';
export type { PlanFacts } from './plan-facts.js';
export { SavedPlan } from './saved-plan.js';
export { UnknownPlan } from './unknown-plan.js';
export { ZipArchive } from './zip-archive.js';
