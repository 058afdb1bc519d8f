/** From this length on, a document may have thousands of findings. */
const largeDocument = 4 * 1024 * 1024;

/** From this number of changes on, whatever the length: a saved plan is compressed. */
const manyChanges = 1_000;

let isLimited = false;

/**
 * Keeps V8's space for new objects at its present size if a document is large. V8 doubles the space as objects survive, up
 * to 128 MB: more than all findings of a plan. Loading the module takes 2 ms, so a small document goes without.
 */
export function limitYoungGeneration({ bytes = 0, changes = 0 }: { bytes?: number; changes?: number }): void {
	if (isLimited || (bytes < largeDocument && changes < manyChanges)) return;
	isLimited = true;
	process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}
