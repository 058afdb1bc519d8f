export { isKnownToken, pulumiPath, terraformPath, tokenOf, toTerraform, typeOf } from './bridge.js';
export { isPreview } from './preview-document.js';
export { readPreview } from './read-preview.js';
