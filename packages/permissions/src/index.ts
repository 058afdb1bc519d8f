export {
	type CheckedReading,
	type CheckReadingRequest,
	checkReading,
	type Waivers,
} from './check-reading.js';
export { type Conclusion, conclude, type Policies, type Summary, uniformPolicies } from './conclude.js';
export {
	configurationJsonSchema,
	parseConfiguration,
	type WrittenConfiguration,
} from './configuration/configuration.js';
export * from './finding.js';
export { findingIdentity } from './finding-identity.js';
export { judge } from './judge/judge.js';
export type { ActingCall, GroupLiteral } from './judge/judge-literal.js';
export type { JudgeRequest } from './judge/judge-request.js';
export { type Principal, parsePrincipal, serviceIdOf } from './principal.js';
export { knownOf } from './table/error-lists.js';
export {
	type DocumentedOperation,
	documentedOperations,
	documentOn,
	type Evidence,
	type EvidencedPermission,
	type EvidenceKind,
	interfaceEvidence,
	interfaceOperations,
	interfaceOperationsAdded,
	permissionOf,
	tableEvidence,
	uncalledInterfaceOperations,
} from './table/evidence.js';
export { type Permission, permissionTable, permissionTableSource } from './table/table.js';
export { consequenceText } from './text/effect.js';
export { mayBeGroupId, notAnId, printedId } from './text/group-id.js';
export { originText } from './text/origin-text.js';
export { type RefusalMessage, readRefusalMessage, refusalMessageText } from './text/refusal-message.js';
export { docsOf, type RuleText, rulePage, rules } from './text/rules.js';
export { type WaiverNotice, type WaiverRule, waive, waiverNotices } from './waivers.js';
