import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, type Run, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

// The built command with paths of Windows: windows-double/ gives it path.win32 and drive letters over the files of this
// machine. Windows itself was not tried.

const double = pathToFileURL(path.join(root, 'test/windows-double/windows.mjs')).href;

const repository = (t: ExecutionContext): string =>
	scratch(t, {
		'inventory.json': fs.readFileSync(inventory),
		'stack/plan.json': fs.readFileSync(refusedPlan),
		'stack/main.tf': fs.readFileSync(path.join(path.dirname(refusedPlan), 'main.tf')),
		'stack/deep/plan.json': fs.readFileSync(cleanPlan),
		'out/keep': '',
		'.git/HEAD': '',
		'.github/keep': '',
	});

/** The path as Windows spells it. */
const drive = (folder: string): string => `C:${folder.replaceAll('/', '\\')}`;

const onWindows = (cwd: string, ...args: string[]): Promise<Run> =>
	sgPreflight(args, { cwd, env: { NODE_OPTIONS: `--import=${double}`, COLUMNS: '400' } });
const here = (cwd: string, ...args: string[]): Promise<Run> => sgPreflight(args, { cwd, env: { COLUMNS: '400' } });

/** A text in which paths of Windows are spelled as here. */
const asHere = (text: string): string => text.replaceAll('C:', '').replaceAll(/\\+(?=[\w.*-])/g, '/');

const same: Readonly<Record<string, readonly string[]>> = {
	'a plan and its sources': ['check', 'stack\\plan.json', '--source', 'stack', '--inventory', 'inventory.json'],
	'a pattern with backslashes': ['check', 'stack\\**\\*plan.json', '--inventory', 'inventory.json'],
	'a pattern with slashes': ['check', 'stack/{deep,none}/plan.json', '--inventory', 'inventory.json'],
	'a directory': ['check', '.', '--inventory', 'inventory.json'],
	'inventories by a pattern': ['check', 'stack\\plan.json', '--inventory', '.\\inventory.*'],
	'a scan': ['scan', '--inventory', 'inventory.json', '--', 'stack\\main.tf'],
	'the operations of a plan': ['operations', '.\\stack\\plan.json'],
	'a file that does not exist': ['check', 'stack\\none.json', '--inventory', 'inventory.json'],
};

for (const [title, args] of Object.entries(same)) {
	test(`with paths of Windows, ${title} gives the same`, async (t) => {
		const cwd = repository(t);
		const windows = await onWindows(cwd, ...args);
		const posix = await here(cwd, ...args.map((arg) => arg.replaceAll('\\', '/')));
		t.is(asHere(windows.stdout), posix.stdout, windows.stderr);
		t.is(asHere(windows.stderr), posix.stderr);
		t.is(windows.status, posix.status);
	});
}

test('paths with a drive letter are read and written', async (t) => {
	const cwd = repository(t);
	const at = (name: string): string => `${drive(cwd)}\\${name}`;
	const files = ['--source', at('stack'), '--inventory', at('inventory.json')];
	const reports = ['--report', `json=${at('out')}\\report.json`, '--report', 'html=out\\report.html'];
	const { status, stderr } = await onWindows(cwd, 'check', at('stack\\*.json'), ...files, ...reports);
	t.is(status, 1, stderr);
	const { findings } = JSON.parse(fs.readFileSync(path.join(cwd, 'out/report.json'), 'utf8'));
	t.is(findings[0].location.file, at('stack\\main.tf').replaceAll('\\', '/'));
	t.true(fs.existsSync(path.join(cwd, 'out/report.html')));
});

test('gates get paths with slashes', async (t) => {
	const cwd = repository(t);
	const printed = async (format: string, ...more: string[]): Promise<string> =>
		(await onWindows(cwd, 'check', 'stack\\plan.json', '--inventory', 'inventory.json', '--format', format, ...more))
			.stdout;
	t.regex(await printed('github', '--source', 'stack'), /^::error file=stack\/main\.tf,line=\d+/m);
	for (const [more, file] of [
		[['--source', 'stack'], 'stack/main.tf'],
		[[], 'stack/plan.json'],
	] as const) {
		const issues = JSON.parse(await printed('gitlab', ...more));
		t.is(issues[0].location.path, file);
		const { runs } = JSON.parse(await printed('sarif', ...more));
		t.is(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, file);
	}
	const absolute = JSON.parse(await printed('sarif', '--source', `${drive(cwd)}\\stack`));
	t.is(
		absolute.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri,
		pathToFileURL(path.join(cwd, 'stack/main.tf')).href.replace('file://', 'file:///C:'),
	);
});

test('a baseline made on Windows counts elsewhere', async (t) => {
	const cwd = repository(t);
	const args = ['check', 'stack/plan.json', '--source', 'stack', '--inventory', 'inventory.json'];
	const { stdout } = await onWindows(cwd, ...args, '--format', 'json');
	fs.writeFileSync(path.join(cwd, 'baseline.json'), stdout);
	const { status, stdout: text } = await here(cwd, ...args, '--baseline', 'baseline.json');
	t.is(status, 0, text);
});

test('init in a sub-directory writes the same files', async (t) => {
	const [windows, posix] = [repository(t), repository(t)];
	const said = await onWindows(path.join(windows, 'stack'), 'init');
	t.is(asHere(said.stdout), (await here(path.join(posix, 'stack'), 'init')).stdout);
	t.regex(said.stdout, /^wrote {3}\.\.\\\.github\\workflows\\sg-preflight\.yml$/m);
	const written = (folder: string): Record<string, string> =>
		Object.fromEntries(
			fs
				.readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((name) => fs.statSync(path.join(folder, name)).isFile())
				.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
		);
	t.deepEqual(written(windows), written(posix));
	const doctor = await onWindows(path.join(windows, 'stack'), 'doctor');
	t.is(asHere(doctor.stdout), (await here(path.join(posix, 'stack'), 'doctor')).stdout);
});
