import { UserError } from '@sg-preflight/documents';
import { strFromU8, unzipSync } from 'fflate';
import type { ModuleSource } from './expression.js';

/** What no file of a configuration comes near, in bytes; a larger one is left out. */
const largestFile = 16 * 1024 * 1024;

/**
 * The sources that a saved binary plan carries: a zip with `tfconfig/modules.json` and the files of each module under
 * `tfconfig/m-KEY/`. Empty where it carries none. Source: terraform internal/plans/planfile/config_snapshot.go.
 * @param name of the file as the user gave it, for messages
 * @throws UserError where the bytes are no zip, or the list of modules is not one
 */
export function sourcesOfSavedPlan(name: string, bytes: Uint8Array): readonly ModuleSource[] {
	const refuse = (what: string): never => {
		throw new UserError(`${name}: ${what}. Make the plan again with: terraform plan -out=plan.tfplan`);
	};
	let files: { readonly [path: string]: Uint8Array };
	try {
		files = unzipSync(bytes, {
			filter: (file) => file.name.startsWith('tfconfig/') && file.originalSize <= largestFile,
		});
	} catch (error) {
		return refuse(`this saved plan cannot be unpacked (${(error as Error).message})`);
	}
	const list = files['tfconfig/modules.json'];
	if (list === undefined) return [];
	let modules: unknown;
	try {
		modules = JSON.parse(strFromU8(list));
	} catch {
		return refuse('its tfconfig/modules.json is not JSON');
	}
	if (!Array.isArray(modules)) return refuse('its tfconfig/modules.json is not a list');
	return modules.map((module: unknown, index) => {
		const { Key: key, Dir: dir = '' } = (module ?? {}) as { readonly Key?: unknown; readonly Dir?: unknown };
		if (typeof key !== 'string' || typeof dir !== 'string') {
			return refuse(`its tfconfig/modules.json has no Key and Dir at [${index}]`);
		}
		const folder = `tfconfig/m-${key}/`;
		const paths = Object.keys(files).filter((path) => path.startsWith(folder) && /\.(tf|tofu)$/.test(path));
		const beside = dir === '' || dir === '.' ? '' : `${dir}/`;
		return {
			key,
			files: paths.sort().map((path) => ({
				path: beside + path.slice(folder.length),
				text: strFromU8(files[path] as Uint8Array),
			})),
		};
	});
}
