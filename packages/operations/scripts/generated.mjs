import { attributeHistoryModule } from './attribute-history-module.mjs';
import { providerVersionsPage } from './provider-versions-page.mjs';
import { resourceTypesPage } from './resource-types-page.mjs';
import { resourcesIndex } from './resources-index.mjs';
import { reviewedModule } from './reviewed-module.mjs';
import { sensitiveModule } from './sensitive-module.mjs';

/** The generated files of this package, for .ci/generated.mjs. */
export const generated = [
	{ file: 'packages/operations/src/resources/index.ts', text: async () => resourcesIndex() },
	{ file: 'packages/operations/src/reviewed.ts', text: async () => reviewedModule() },
	{ file: 'packages/operations/src/sensitive-attributes.generated.ts', text: async () => sensitiveModule() },
	{ file: 'packages/operations/src/provider/attribute-history.ts', text: async () => attributeHistoryModule() },
	{ file: 'docs/provider-versions.md', text: providerVersionsPage },
	{ file: 'docs/resource-types.md', text: resourceTypesPage },
];
