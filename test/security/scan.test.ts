import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inventory, scratch, sgPreflight } from '../cli/command-run.js';

/** Returns the lines of a file in which scan finds the managed group. */
async function found(t: ExecutionContext, name: string, text: string): Promise<number[]> {
	const cwd = scratch(t, { [name]: text });
	const args = ['scan', name, '--inventory', inventory, '--format', 'json', '--no-config'];
	const { stdout, stderr } = await sgPreflight(args, { cwd });
	t.is(stderr, '');
	const report = JSON.parse(stdout) as { findings: { location: { line: number; column: number } }[] };
	return report.findings.map(({ location: { line, column } }) => {
		t.true(
			text
				.split('\n')
				[line - 1]?.slice(column - 1)
				.startsWith('sg-lit3'),
			`${name}:${line}:${column}`,
		);
		return line;
	});
}

test('an id is found at any distance from its argument', async (t) => {
	const far = `${'    // ----\n'.repeat(1000)}`;
	t.deepEqual(
		await found(t, 'far.ts', `new Instance("i", {\n  securityGroups: [\n${far}    "sg-lit3",\n  ],\n});\n`),
		[1003],
	);
	const comment = `/* ${'x'.repeat(9000)} */`;
	t.deepEqual(await found(t, 'comment.ts', `f({ securityGroups: ${comment} ["sg-lit3"] });`), [1]);
	const hash = '    # ----\n'.repeat(1000);
	t.deepEqual(await found(t, 'far.py', `Instance("i",\n  security_groups=[\n${hash}    "sg-lit3"])\n`), [1003]);
	const list = Array.from({ length: 2000 }, () => '\t\tpulumi.String("sg-lit3"),\n').join('');
	const go = `args := &ecs.InstanceArgs{\n\tSecurityGroups: pulumi.StringArray{\n${list}\t},\n}\n`;
	t.is((await found(t, 'many.go', go)).length, 2000);
});

test('text between does not hide it: strings, templates, conditions, calls, brackets in text', async (t) => {
	for (const [name, text] of [
		['a.ts', `f({ securityGroups: ["a]", \`x${'$'}{g({ y: "}" })}\`, "sg-lit3"] });`],
		['b.ts', "f({ securityGroups: prod ? ['sg-lit1'] : ['sg-lit3'] });"],
		['c.ts', 'f({ securityGroups: ids.concat(["x"])\n  .concat("sg-lit3") });'],
		['d.ts', 'const securityGroups: string[] = ["sg-lit3"];'],
		['e.ts', 'const r = /["\'`([{]/; f({ securityGroupId: "sg-lit3" });'],
		['f.ts', 'f({ "securityGroupId": "sg-lit3" });'],
		['g.ts', "// don't\nf({ securityGroupId: `sg-lit3` });"],
		['h.ts', `f({ securityGroups: \`${'$'}{["sg-lit3"]}\`.split(",") });`],
		['i.py', 'Instance("i", **{"security_groups": ["sg-lit3"]})'],
		['j.py', 'security_group_id: str = "sg-lit3"'],
		['k.py', '"""a doc string with a " quote"""\nsecurity_group_id = "sg-lit3"'],
		['l.go', 'SecurityGroupId: pulumi.String(`sg-lit3`),'],
	] as const) {
		t.is((await found(t, name, text)).length, 1, name);
	}
});

test('a value ends with its line, its comma or its bracket', async (t) => {
	for (const [name, text] of [
		['a.py', 'security_group_id = other\nprint("sg-lit3")'],
		['b.ts', 'f({ securityGroupId: other, name: "sg-lit3" })'],
		['c.ts', 'f({ securityGroups: [], tags: ["sg-lit3"] })'],
		['d.ts', '// securityGroupId: "sg-lit3"\n/* securityGroupId: "sg-lit3" */'],
		['e.py', '# security_group_id = "sg-lit3"'],
		['f.ts', 'if (securityGroupId === "sg-lit3") g();'],
	] as const) {
		t.deepEqual(await found(t, name, text), [], name);
	}
});

/** Returns the milliseconds that the command takes. */
async function timeOf(t: ExecutionContext, cwd: string): Promise<number> {
	const started = Date.now();
	const { status, stderr } = await sgPreflight(['scan', '.', '--inventory', inventory, '--format', 'json'], { cwd });
	t.true(status === 0 || status === 1, stderr);
	return Date.now() - started;
}

test('scan takes time in proportion to size and number of files', async (t) => {
	const literal = '"sg-lit3", ';
	for (const [what, name, text] of [
		['a line of #', 'a.ts', `${' # '.repeat(40_000)}\n x = "sg-lit3"`],
		['a line of /*', 'a.ts', `${'/*'.repeat(60_000)}\n x = "sg-lit3"`],
		['a line of brackets', 'a.ts', `${'['.repeat(100_000)} "sg-lit3"`],
		['a line of literals', 'a.ts', `tags: [${literal.repeat(38_000)}]`],
		['literals of a .tf file', 'a.tf', `locals {\n  x = [${`${literal}\n`.repeat(20_000)}]\n}\n`],
		['slashes without an end', 'a.ts', `${'(/['.repeat(40_000)} "sg-lit3"`],
		['literals of a .tf.json file', 'a.tf.json', `{"locals": {"x": [${literal.repeat(20_000)}""]}}`],
		['open quotes', 'a.py', `${'"""\\'.repeat(30_000)} "sg-lit3"`],
	] as const) {
		const ms = await timeOf(t, scratch(t, { [name]: text }));
		t.log(`${what}, ${Math.round(text.length / 1000)} KB: ${ms} ms`);
		t.true(ms < 15_000, `${what}: ${ms} ms`);
	}
	const lines = Array.from({ length: 300 }, (_, at) => `  a${at} = "x"\n`).join('');
	const times: number[] = [];
	for (const count of [75, 300]) {
		const cwd = scratch(t);
		for (let at = 0; at < count; at++) {
			fs.writeFileSync(
				path.join(cwd, `${at}.tf`),
				`locals {\n  l${at} = "sg-lit3"\n${lines.replaceAll('a', `a${at}_`)}}\n`,
			);
		}
		times.push(await timeOf(t, cwd));
	}
	t.log(`75 files × 300 lines: ${times[0]} ms; 300 files × 300 lines: ${times[1]} ms`);
	t.true((times[1] as number) < 8 * (times[0] as number), times.join());
});

test('documents with many keys take time in proportion to their size', async (t) => {
	const keys = Array.from({ length: 40_000 }, (_, at) => at);
	for (const [name, text] of [
		['Pulumi.yaml', `runtime: yaml\n${keys.map((at) => `k${at}: sg-lit3\n`).join('')}`],
		['a.tfvars.json', `{${keys.map((at) => `"k${at}": "sg-lit3"`).join()}}`],
		[
			'Pulumi.yaml',
			`runtime: yaml\nresources:\n${keys
				.slice(0, 5_000)
				.map((at) => `  r${at}:\n    type: alicloud:ecs:Instance\n    properties: { name: sg-lit3 }\n`)
				.join('')}`,
		],
	] as const) {
		const ms = await timeOf(t, scratch(t, { [name]: text }));
		t.log(`${name}, ${Math.round(text.length / 1000)} KB: ${ms} ms`);
		t.true(ms < 60_000, `${name}: ${ms} ms`);
	}
});

test('an id is found behind a byte order mark, and a file in UTF-16 is refused', async (t) => {
	const program = 'f({ securityGroupId: "sg-lit3" })\n';
	t.deepEqual(await found(t, 'a.ts', `\ufeff${program}`), [1]);
	const block = 'resource "alicloud_security_group_rule" "r" {\n  security_group_id = "sg-lit3"\n}\n';
	t.deepEqual(await found(t, 'a.tf', `\ufeff${block}`), [2]);
	for (const bytes of [
		Buffer.from(`\ufeff${program}`, 'utf16le'),
		Buffer.from(`\ufeff${program}`, 'utf16le').swap16(),
		Buffer.from(program, 'utf16le'),
		Buffer.from(program, 'utf16le').swap16(),
	]) {
		const cwd = scratch(t, { 'a.ts': bytes });
		const { status, stderr } = await sgPreflight(['scan', '.', '--inventory', inventory, '--no-config'], { cwd });
		t.is(status, 2);
		t.regex(stderr, /a\.ts: this file is UTF-16, not UTF-8/);
	}
});

test('links in circles end the scan of no other file', async (t) => {
	const cwd = scratch(t, { 'z.ts': 'f({ securityGroupId: "sg-lit3" })\n' });
	for (const [target, name] of [
		['b.ts', 'a.ts'],
		['a.ts', 'b.ts'],
		['c', 'd'],
		['d', 'c'],
		['.', 'self'],
		['..', 'up'],
	] as const) {
		fs.symlinkSync(target, path.join(cwd, name));
	}
	const { status, stdout, stderr } = await sgPreflight(['scan', '.', '--inventory', inventory, '--no-config'], { cwd });
	t.is(status, 2);
	t.regex(stderr, /a\.ts/);
	t.regex(stdout, /sg-lit3/);
});
