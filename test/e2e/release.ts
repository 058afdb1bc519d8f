import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ExecutionContext } from 'ava';
import { root } from '../cli/command-run.js';

const output = path.join(root, 'dist/release');

/** The release of this checkout, made once for each commit: what `pnpm release:dry` writes. */
export function release(t: ExecutionContext): {
	readonly folder: string;
	readonly version: string;
	/** Of the npm package. */
	readonly tarball: string;
	/** Bare, with the tag. */
	readonly repository: string;
} {
	const { version } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
	const marker = path.join(output, 'made-from');
	const state = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
	if (!fs.existsSync(marker) || fs.readFileSync(marker, 'utf8') !== state) {
		t.log(
			execFileSync(process.execPath, ['release/release.mjs', '--version', version], { cwd: root, encoding: 'utf8' }),
		);
		fs.writeFileSync(marker, state);
	}
	return {
		folder: output,
		version,
		tarball: path.join(output, `sg-preflight-${version}.tgz`),
		repository: path.join(output, 'repository.git'),
	};
}
