// Writes every committed generated file, or with --check tells which are out of date (exit status 1).
// A package adds its own in packages/NAME/scripts/generated.mjs: `export const generated = [{ file, text }]`, where
// `file` is a path from the repository's root and `text` an async function that returns the contents. A file that is
// made from a package's exports needs a build first: `pnpm build`.
import fs from 'node:fs';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');
let stale = 0;

for (const name of fs.readdirSync(new URL('packages', root)).sort()) {
	const module = new URL(`packages/${name}/scripts/generated.mjs`, root);
	if (!fs.existsSync(module)) continue;
	for (const { file, text } of (await import(module)).generated) {
		const target = new URL(file, root);
		const made = await text();
		if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === made) continue;
		if (check) {
			stale++;
			console.error(`${file} is out of date: run \`pnpm generate\` and commit it.`);
		} else {
			fs.writeFileSync(target, made);
			console.log(`wrote ${file}`);
		}
	}
}
process.exit(stale === 0 ? 0 : 1);
