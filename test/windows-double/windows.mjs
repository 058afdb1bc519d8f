// A double of Windows, for the paths alone: `node --import …/windows.mjs sg-preflight.js`. The built command gets
// path.win32, and a working directory with a drive letter; the files are those of this machine. Names that Windows
// refuses, its locks and its programs (npm.cmd) are not doubled.
import fs from 'node:fs';
import path from 'node:path';
import url from 'node:url';

const real = (name) => (typeof name === 'string' ? name.replace(/^[a-z]:/i, '').replaceAll('\\', '/') : name);
const shown = (name) => `C:${name.replaceAll('/', '\\')}`;
const takesTwoPaths = new Set(['renameSync', 'copyFileSync', 'symlinkSync', 'linkSync', 'cpSync']);
const returnsPath = new Set(['realpathSync', 'mkdtempSync']);

function doubled(name, call) {
	return (first, second, ...rest) => {
		const result = call(real(first), takesTwoPaths.has(name) ? real(second) : second, ...rest);
		return returnsPath.has(name) ? shown(result) : result;
	};
}

const members = Object.entries(fs).map(([name, member]) => [
	name,
	typeof member === 'function' && /^[a-z]/.test(name) ? doubled(name, member) : member,
]);
/** process.cwd() itself stays, because Node.js uses it too. */
const resolve = (...names) => path.win32.resolve(shown(process.cwd()), ...names);
const doubles = {
	'node:fs': Object.fromEntries(members),
	'node:path': { ...path.win32, resolve, relative: (from, to) => path.win32.relative(resolve(from), resolve(to)) },
	'node:url': { ...url, pathToFileURL: (name) => url.pathToFileURL(name, { windows: true }) },
};

// The bundle takes every builtin from here.
const builtin = process.getBuiltinModule.bind(process);
process.getBuiltinModule = (name) => doubles[name] ?? builtin(name);
Object.defineProperty(process, 'platform', { value: 'win32' });
