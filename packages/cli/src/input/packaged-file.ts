import fs from 'node:fs';

/**
 * Returns the text of a file that ships with the command, such as `examples/github/terraform-plan.yml`. The bundle has it
 * beside its modules; an unbundled run takes it from the checkout.
 */
export function packagedFile(name: string): string {
	const beside = new URL(`./files/${name}`, import.meta.url);
	return fs.readFileSync(fs.existsSync(beside) ? beside : new URL(`../../../../../${name}`, import.meta.url), 'utf8');
}
