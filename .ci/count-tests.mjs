// Prints how many tests the given compiled files declare: loads them all in one process with a double of ava, which
// counts and runs nothing. Tests are made while their files load, so no list of them exists before.
// `node .ci/count-tests.mjs FILE…`
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const double = `
let declared = 0;
const hook = Object.assign(() => {}, { always() {} });
const count = () => { declared++; };
export default Object.assign(count, {
	serial: count, macro: (macro) => macro, before: hook, after: hook, beforeEach: hook, afterEach: hook,
});
export const declaredTests = () => declared;
`;
const address = `data:text/javascript,${encodeURIComponent(double)}`;
const hooks = `export const resolve = (name, context, next) =>
	name === 'ava' ? { url: ${JSON.stringify(address)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

for (const file of process.argv.slice(2)) await import(pathToFileURL(path.resolve(file)).href);
const { declaredTests } = await import(address);
// Whatever a file has opened while it was loaded does not keep this process.
process.stdout.write(`${declaredTests()}\n`, () => process.exit());
