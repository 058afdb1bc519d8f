import { isObject } from '@sg-preflight/documents';

/** Limits of sources in bytes, far above the size of any configuration. */
export const largestFile = 16 * 1024 * 1024;
export const largestSources = 64 * 1024 * 1024;

/** A module in Terraform's list of modules. */
export interface ListedModule {
	/** The names of the module calls that lead to it, joined by dots; empty for the root. */
	readonly key: string;
	/** Path from the root module, whose own is `.`. */
	readonly directory: string;
}

/**
 * Parses a list of modules: `modules.json` in a saved plan or in `.terraform/modules`, which has it under `Modules`.
 * @param refuse throws the error of the caller; gets the problem as a predicate, `is not JSON`
 */
export function parseModuleList(text: string, refuse: (problem: string) => never): readonly ListedModule[] {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return refuse('is not JSON');
	}
	const list = isObject(json) ? json.Modules : json;
	if (!Array.isArray(list)) return refuse('is not a list of modules');
	const modules = list.map((module: unknown, index): ListedModule => {
		const { Key: key, Dir: directory } = isObject(module) ? module : {};
		if (typeof key !== 'string' || typeof directory !== 'string') return refuse(`has no Key and Dir at [${index}]`);
		return { key, directory: directory === '' ? '.' : directory };
	});
	if (new Set(modules.map(({ key }) => key)).size < modules.length) refuse('has one Key twice');
	return modules;
}

/** Whether Terraform or OpenTofu reads a file of this name in the folder of a module. Hidden files are ignored. */
export function isConfigurationFile(name: string): boolean {
	return /^[^.].*\.(tf|tofu)(\.json)?$/.test(name);
}
