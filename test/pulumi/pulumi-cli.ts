import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The one that the recordings were made with. */
const pulumiVersion = 'v3.274.1';

/**
 * Returns the folder of a Pulumi CLI: of the one on the PATH, else of one that is built from the Go module proxy (about ten
 * CPU minutes, once for each machine). Throws if there is none and none can be built.
 */
export function pulumiFolder(): string {
	const found = folderOnPath('pulumi');
	if (found !== undefined) return found;
	const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	const folder = path.join(caches, 'sg-preflight', `pulumi-${pulumiVersion}`);
	if (!fs.existsSync(path.join(folder, 'pulumi'))) build(folder);
	return folder;
}

function folderOnPath(program: string): string | undefined {
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.find((folder) => folder !== '' && fs.existsSync(path.join(folder, program)));
}

const realLanguageHost = folderOnPath('pulumi-language-nodejs');

/**
 * The Node.js language host: the real one if it is on the PATH, where every installed Pulumi has it. Else a double, because
 * no registry has a release of the host that starts policy packs.
 */
export const languageHost = {
	isReal: realLanguageHost !== undefined,
	folder: realLanguageHost ?? path.resolve(import.meta.dirname, '../language-host-double'),
} as const;

const command = 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi';

/** Writes a Go module that requires the CLI. Its name is not `tool`, which Go 1.26 reserves. */
export function writeModule(folder: string): void {
	fs.writeFileSync(
		path.join(folder, 'tool.go'),
		`//go:build pulumitool\n\npackage pulumitool\n\nimport _ "${command}"\n`,
	);
	fs.writeFileSync(
		path.join(folder, 'go.mod'),
		`module pulumitool\n\ngo 1.25\n\nrequire github.com/pulumi/pulumi/pkg/v3 ${pulumiVersion}\n`,
	);
}

function build(folder: string): void {
	if (spawnSync('go', ['version']).status !== 0) {
		throw new Error('No Pulumi CLI on the PATH, and no Go to build one with. Install one of the two and run again.');
	}
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	// Built elsewhere and moved, so that an interrupted build leaves nothing that looks complete.
	const source = fs.mkdtempSync(`${folder}-build-`);
	try {
		console.error(`Building the Pulumi CLI ${pulumiVersion} into ${folder}: about ten CPU minutes, once.`);
		writeModule(source);
		const go = (...args: string[]) =>
			execFileSync('go', args, { cwd: source, stdio: ['ignore', 'inherit', 'inherit'] });
		go('mod', 'tidy');
		// Without a version of its own the Automation API refuses it.
		const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pulumiVersion}`;
		go('build', '-ldflags', version, '-o', path.join(source, 'out', 'pulumi'), command);
		fs.mkdirSync(folder, { recursive: true });
		fs.renameSync(path.join(source, 'out', 'pulumi'), path.join(folder, 'pulumi'));
	} finally {
		fs.rmSync(source, { recursive: true, force: true });
	}
}
