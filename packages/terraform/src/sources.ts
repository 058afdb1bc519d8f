export { locate, type SourceLocation } from './locate.js';
export { refineConfiguration } from './refine-configuration.js';
export { sourcesOfSavedPlan } from './saved-plan.js';
export type * from './source-expression.js';
export { SourceParser } from './source-parser.js';
