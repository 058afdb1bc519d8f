export * from './ecs-operation.js';
export { attributesOf, entries, entryOf } from './entries.js';
export type { Call, Condition, Entry, GroupArgument } from './entry-schema.js';
export { operationsOf } from './operations-of.js';
export * from './plan-reading.js';
export * from './resource-change.js';
export { isReviewed } from './reviewed.js';
export { speaksOfGroups } from './speaks-of-groups.js';
export { at, type Place } from './values.js';
