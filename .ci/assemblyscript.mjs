// The compiler is installed for this folder alone: it has 100 MB, and no unit test needs it.
export { default } from 'assemblyscript/asc';
