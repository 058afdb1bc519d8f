export type { Range, WrittenAttribute, WrittenBlock } from '../language/configuration-file.js';
export { EnginesOnDemand } from '../tracing/engines-on-demand.js';
export { EvaluatedSources } from '../tracing/written-tracing.js';
export type * from './expression.js';
export { locate, type SourceLocation } from './locate.js';
export { parseFile, parseSources } from './parser.js';
export { modulesOfSavedPlan, type PlanFileModules } from './plan-file-modules.js';
