export * from './change/resource-change.js';
export { at, type Place } from './change/value.js';
export { attributesOf, entries, entryOf } from './entry/entries.js';
export type { Call, Condition, Entry, GroupArgument } from './entry/entry-schema.js';
export * from './plan-reading.js';
export * from './predict/ecs-operation.js';
export { operationsOf, operationsOfReading } from './predict/operations-of.js';
export { isReviewed } from './reviewed.js';
export { speaksOfGroups } from './speaks-of-groups.js';
