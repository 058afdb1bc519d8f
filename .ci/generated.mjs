// Writes every committed generated file, or with --check tells which are out of date (exit status 1).
// A package adds its own in packages/NAME/scripts/generated.mjs: `export const generated = [{ file, text }]`, where
// `file` is a path from the repository's root and `text` an async function that returns the contents. A file that is
// made from a package's exports needs a build first: `pnpm build`.
import fs from 'node:fs';
import { CannotGenerate } from './cannot-generate.mjs';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');

/** Makes every text. Nothing is written if one cannot be made: two files of different states are worse than old ones. */
async function madeTexts() {
	const made = [];
	for (const name of fs.readdirSync(new URL('packages', root)).sort()) {
		const module = new URL(`packages/${name}/scripts/generated.mjs`, root);
		if (!fs.existsSync(module)) continue;
		for (const { file, text } of (await import(module)).generated) {
			try {
				made.push({ file, text: await text() });
			} catch (error) {
				if (!(error instanceof CannotGenerate)) throw error;
				console.error(`${file}: ${error.message}`);
				process.exit(1);
			}
		}
	}
	return made;
}

const stale = (await madeTexts()).filter(({ file, text }) => {
	const target = new URL(file, root);
	return !fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== text;
});
for (const { file, text } of stale) {
	if (check) console.error(`${file} is out of date: run \`pnpm generate\` and commit it.`);
	else {
		fs.writeFileSync(new URL(file, root), text);
		console.log(`wrote ${file}`);
	}
}
process.exit(check && stale.length > 0 ? 1 : 0);
