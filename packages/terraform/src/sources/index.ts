export type { Range, WrittenAttribute, WrittenBlock } from '../language/syntax/configuration-file.js';
export { EnginesOnDemand } from '../tracing/written/engines-on-demand.js';
export { EvaluatedSources } from '../tracing/written/evaluated-sources.js';
export type * from './expression.js';
export type { InlineWaiver } from './expression.js';
export { locate, type SourceLocation, waiversAt } from './locate.js';
export { parseFile, parseSources } from './parser.js';
export { modulesOfSavedPlan, type PlanFileModules } from './plan-file-modules.js';
