export { isKnownToken, isRead, namesOf, pulumiPath, terraformPath, tokenOf, toTerraform, typeOf } from './bridge.js';
export { changedInputs, inputsBefore } from './change.js';
export { isJsonObject, isUnknown, type Json, type JsonObject, secretSignature, signatureKey } from './marked-value.js';
export { readingOf, readPreview } from './read-preview.js';
export { type ResourceState, resourceStateOf } from './resource-state.js';
export type { Step } from './step.js';
