export { listed } from './listed.js';
export { type Problem, UserError } from './user-error.js';
export { matchesStars, matchesWildcards } from './wildcards.js';
