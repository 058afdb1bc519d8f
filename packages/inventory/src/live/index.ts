export { type Difference, differenceOf } from '../difference.js';
export { accessPolicy } from './access-policy.js';
export type { ConnectionOptions } from './ecs-api.js';
export { keepGroups, keptGroups } from './group-cache.js';
export type { Progress } from './listing.js';
export { type LookUpOptions, lookUpGroups, type NamedGroup } from './look-up.js';
export { defaultTimeout, type PullOptions, pullInventory } from './pull.js';
