export { ageNotices, defaultMaxAge, parseDuration } from './age.js';
export {
	type Configuration,
	configurationJsonSchema,
	parseConfiguration,
	UnusableConfiguration,
} from './configuration.js';
export { consequenceText } from './effect.js';
export * from './finding.js';
export { findingIdentity } from './finding-identity.js';
export * from './inventory.js';
export { formatInventory, type InventoryDocument, type InventoryOptions, parseInventory } from './inventory-file.js';
export { type JudgeRequest, judge } from './judge.js';
export { originText } from './origin-text.js';
export { docsOf, type RuleText, rulePage, rules } from './rules.js';
export { type Permission, parsePrincipal, permissionTable, permissionTableSource, serviceIdOf } from './table.js';
export { type Conclusion, conclude, type Policies, type Summary, uniformPolicies } from './verdict.js';
export { applyWaivers, type WaiverNotice, type WaiverRule } from './waivers.js';
