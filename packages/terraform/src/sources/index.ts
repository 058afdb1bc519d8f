export {
	nestedType,
	TextPlaces,
	type WrittenAttribute,
	type WrittenBlock,
} from '../language/syntax/configuration-file.js';
export { type BoundNames, boundIn, type Leaf, leavesOf } from '../language/syntax/leaves.js';
export type { InlineWaiver } from './inline-waivers.js';
export { locate, type SourceLocation, waiversAt } from './locate.js';
export { isConfigurationFile, type ListedModule, largestFile, largestSources, parseModuleList } from './module-list.js';
export { parseFile, parseSources } from './parser.js';
export type * from './sources.js';
