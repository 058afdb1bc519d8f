import fs from 'node:fs';
import { ZipArchive } from '../src/saved-plan/archive/zip-archive.js';

const folder = new URL('../../../../test/fixtures/saved-plans/', import.meta.url);
const limit = 16 * 1024 * 1024;

/** A plan of the real provider with the JSON that its tool printed; null for an encrypted plan. */
export interface RecordedPlan {
	readonly name: string;
	/** The tool and its version: `terraform-1.11.4`. */
	readonly tool: string;
	readonly bytes: Uint8Array;
	readonly json: Uint8Array | null;
}

/** Every recorded plan, by tool and name. */
export const recordedPlans: readonly RecordedPlan[] = fs
	.readdirSync(folder)
	.sort()
	.flatMap((file) => {
		const archive = new ZipArchive(file, fs.readFileSync(new URL(file, folder)));
		const names = [...archive.entries.keys()].filter((path) => path.endsWith('/plan.tfplan'));
		return names.map((path): RecordedPlan => {
			const name = path.slice(0, path.indexOf('/'));
			const json = `${name}/plan.json`;
			return {
				name,
				tool: file.replace(/\.zip$/, ''),
				bytes: archive.read(path, limit),
				json: archive.entries.has(json) ? archive.read(json, limit) : null,
			};
		});
	});

/** Returns the bytes of a recorded plan by its name and tool. */
export function recordedPlan(name: string, tool = 'terraform-1.11.4'): Uint8Array {
	const found = recordedPlans.find((plan) => plan.name === name && plan.tool === tool);
	if (found === undefined) throw new Error(`no plan ${name} of ${tool} is recorded`);
	return found.bytes;
}
