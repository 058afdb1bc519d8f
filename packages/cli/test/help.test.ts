import test from 'ava';
import { commands } from '../src/commands/index.js';

/** Columns of the terminal that `helpWidth` reads. */
const columns = [60, 80, 100];

test.serial('every line of every help fits the terminal', async (t) => {
	const before = process.stdout.columns;
	t.teardown(() => {
		process.stdout.columns = before;
	});
	for (const { load } of Object.values(commands)) {
		const command = await load();
		for (const width of columns) {
			process.stdout.columns = width;
			const tooLong = command.help.split('\n').filter((line) => line.length > width);
			t.deepEqual(tooLong, [], `${width} columns`);
		}
	}
});

test.serial('the choices of an option are broken after a bar and stay in one column', async (t) => {
	const before = process.stdout.columns;
	t.teardown(() => {
		process.stdout.columns = before;
	});
	process.stdout.columns = 60;
	const { help } = await (commands.check as (typeof commands)[string]).load();
	t.regex(help, /^ {2}-f, --format text(\|\w+)+\|\n {15}\w+(\|\w+)*\n {8}Format of the output\./m);
});
