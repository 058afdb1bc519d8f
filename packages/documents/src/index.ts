export { type Problem, UserError } from './user-error.js';
