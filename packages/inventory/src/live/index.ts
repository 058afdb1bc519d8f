export { differenceOf, type InventoryDifference } from '../difference.js';
export { accessPolicy, accessPolicyFor } from './access-policy.js';
export type { ConnectionOptions } from './ecs-api.js';
export { keepGroups, keptGroups } from './group-cache.js';
export { type AskedGroup, type LookUpOptions, lookUpGroups } from './look-up.js';
export { defaultTimeout, type PullOptions, pullInventory } from './pull.js';
