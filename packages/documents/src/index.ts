export { isList, isObject, type Json, type JsonObject } from './json.js';
export { listed } from './listed.js';
export { type Problem, UserError } from './user-error.js';
export { matchesStars, matchesWildcards } from './wildcards.js';
