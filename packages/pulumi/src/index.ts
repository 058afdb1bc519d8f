export { changedInputs, inputsBefore } from './changes/change.js';
export { readingOf, readPreview } from './changes/read-preview.js';
export {
	isKnownToken,
	isRead,
	namesOf,
	pulumiPath,
	terraformPath,
	tokenOf,
	toTerraform,
	typeOf,
} from './names/translate.js';
export {
	isUnknown,
	secretSignature,
	signatureKey,
} from './preview/marked-value.js';
export { type ResourceState, resourceStateOf } from './preview/resource-state.js';
export type { PreviewStep } from './preview/step.js';
export { type OldResource, parseStackState, type StackState } from './state/stack-state.js';
export type { StateSource, StateText } from './state/update-plan.js';
