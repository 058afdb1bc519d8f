import type { Format } from '../format.js';

/** The formats, one file each, loaded on demand. */
const loaders = {
	text: async () => (await import('./text.js')).text,
	json: async () => (await import('./json.js')).json,
	sarif: async () => (await import('./sarif.js')).sarif,
	junit: async () => (await import('./junit.js')).junit,
	github: async () => (await import('./github.js')).github,
	gitlab: async () => (await import('./gitlab.js')).gitlab,
	markdown: async () => (await import('./markdown.js')).markdown,
	html: async () => (await import('./html.js')).html,
} satisfies Record<string, () => Promise<Format>>;

export type FormatName = keyof typeof loaders;

export const formatNames = Object.keys(loaders) as readonly FormatName[];

export function isFormatName(name: string): name is FormatName {
	return Object.hasOwn(loaders, name);
}

export function loadFormat(name: FormatName): Promise<Format> {
	return loaders[name]();
}
