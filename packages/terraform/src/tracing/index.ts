export { EnginesOnDemand } from './written/engines-on-demand.js';
export { EvaluatedSources } from './written/evaluated-sources.js';
