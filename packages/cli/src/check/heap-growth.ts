/** From this length on, a document may have thousands of findings. */
const largeDocument = 4 * 1024 * 1024;

/** From this number of changes on, whatever the length: a saved plan is compressed. */
const manyChanges = 1_000;

let isLimited = false;

/**
 * Makes V8 collect garbage sooner if a document is large. As set up, V8 doubles the space for new objects up to 128 MB and
 * lets the heap grow to four times what is in use before it looks. Loading the module takes 2 ms, so a small document goes
 * without.
 */
export function limitHeapGrowth({ bytes = 0, changes = 0 }: { bytes?: number; changes?: number }): void {
	if (isLimited || (bytes < largeDocument && changes < manyChanges)) return;
	isLimited = true;
	const v8 = process.getBuiltinModule('node:v8');
	v8.setFlagsFromString('--semi-space-growth-factor=1');
	v8.setFlagsFromString('--heap-growing-percent=25');
}
