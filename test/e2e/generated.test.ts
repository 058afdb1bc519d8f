import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';

test('every committed generated file is what its generator writes', (t) => {
	const script = fileURLToPath(new URL('../../../.ci/generated.mjs', import.meta.url));
	const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
	t.is(stderr, '');
	t.is(status, 0);
});
