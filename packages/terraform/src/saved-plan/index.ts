export { alicloudVersionOf, type LockFile, lockFileOf } from './archive/lock-file.js';
export type { PlanFacts } from './archive/plan-facts.js';
export { ZipArchive } from './archive/zip-archive.js';
export { SavedPlan } from './saved-plan.js';
export { UnknownPlan } from './unknown-plan.js';
