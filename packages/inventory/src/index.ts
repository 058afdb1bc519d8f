export { ageNotices, defaultMaxAge, parseDuration } from './age.js';
export { differenceOf, type InventoryDifference } from './difference.js';
export { formatInventory } from './document/format-inventory.js';
export {
	type InventoryDocument,
	type InventoryOptions,
	parseInventory,
} from './document/parse-inventory.js';
export * from './inventory.js';
export { knownOwners, type Owner, ownerOf, ownerText } from './owner.js';
export { type ServiceId, serviceIdFrom } from './service-id.js';
