import { spawnSync } from 'node:child_process';
import { groupArguments } from './provider-lists.mjs';

/** A checkout of aliyun/terraform-provider-alicloud with its tags, read through git alone: nothing is checked out. */
export class ProviderSource {
	constructor(checkout) {
		this.checkout = checkout;
	}

	/** Released versions without `v`, oldest first: `1.180.0`, `2.0.0-beta3`. */
	versions() {
		return this.#git(['tag'])
			.split('\n')
			.filter((tag) => /^v\d+\.\d+\.\d+(-beta\d+)?$/.test(tag))
			.map((tag) => tag.slice(1))
			.sort(compare);
	}

	/** Texts of files of a version by their paths; null for a file that the version does not have. */
	files(version, paths) {
		const output = this.#git(
			['cat-file', '--batch'],
			Buffer.from(paths.map((path) => `v${version}:${path}\n`).join('')),
			'buffer',
		);
		const texts = new Map();
		let position = 0;
		for (const path of paths) {
			const end = output.indexOf(10, position);
			const [, kind, size] = output.toString('utf8', position, end).split(' ');
			position = end + 1;
			if (kind !== 'blob') {
				texts.set(path, null);
				continue;
			}
			texts.set(path, output.toString('utf8', position, position + Number(size)));
			position += Number(size) + 1;
		}
		return texts;
	}

	/** Lines added and removed in files between two versions: `[path, added, removed]`. */
	changes(from, to, paths) {
		return this.#git(['diff', '--numstat', `v${from}`, `v${to}`, '--', ...paths])
			.trim()
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => line.split('\t'))
			.map(([added, removed, path]) => [path, Number(added), Number(removed)]);
	}

	#git(args, input, encoding = 'utf8') {
		const { status, stdout, stderr } = spawnSync('git', ['-C', this.checkout, ...args], {
			input,
			encoding,
			maxBuffer: 1 << 30,
		});
		if (status !== 0)
			throw new Error(`git ${args[0]} in ${this.checkout}: ${String(stderr).trim() || 'it is not there'}`);
		return stdout;
	}
}

export function compare(a, b) {
	const parts = (version) => {
		const [numbers, stage] = version.split('-');
		return [...numbers.split('.').map(Number), stage === undefined ? 1 : 0, Number(stage?.replace(/\D/g, '') ?? 0)];
	};
	const [one, other] = [parts(a), parts(b)];
	const index = one.findIndex((part, at) => part !== other[at]);
	return index < 0 ? 0 : one[index] - other[index];
}

/** The source file of every type with an entry. */
export function sourcesOfTypes() {
	return new Map(Object.entries(groupArguments().types).map(([type, { source }]) => [type, source]));
}

/** Other names of a type, which an older version may have alone. */
export function aliasesOf(type) {
	return groupArguments().types[type]?.aliases ?? [];
}

/** Names of the top-level attributes in the source of a resource; null if it has no schema in the usual form. */
export function attributesIn(source) {
	const lines = source.split('\n');
	const start = lines.findIndex((line) => /^\t+Schema:\s*map\[string\]\*schema\.Schema\{/.test(line));
	if (start < 0) return null;
	const indent = /^\t+/.exec(lines[start])[0];
	const end = lines.findIndex((line, index) => index > start && line.startsWith(`${indent}}`));
	const names = lines
		.slice(start, end)
		.flatMap((line) => new RegExp(`^${indent}\\t"([a-z0-9_]+)":`).exec(line)?.[1] ?? []);
	return new Set([...names, ...(lines.some((line) => /^\t\tTimeouts:\s/.test(line)) ? ['timeouts'] : [])]);
}
