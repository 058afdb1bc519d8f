export { ageNotices, defaultMaxAge, parseDuration } from './age.js';
export { type Difference, differenceOf } from './difference.js';
export {
	formatInventory,
	type InventoryDocument,
	type InventoryOptions,
	parseInventory,
} from './document/parse-inventory.js';
export * from './inventory.js';
export { knownOwners, type Owner, ownerOf, ownerText, type ServiceId, serviceIdFrom } from './owner.js';
