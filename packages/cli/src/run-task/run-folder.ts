import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const prefix = 'sg-preflight-run-task-';
/** Milliseconds after which a folder is left over, even if another process has got its number. */
const oldest = 24 * 60 * 60 * 1000;

/** Makes the folder of one run; its name has the number of this process. */
export function makeRunFolder(): string {
	return fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes the folders of services that were killed. Returns how many there were. */
export function removeLeftovers(): number {
	const left = fs.readdirSync(os.tmpdir()).filter(isLeftOver);
	for (const name of left) fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
	return left.length;
}

function isLeftOver(name: string): boolean {
	const [, id] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
	if (id === undefined) return false;
	const stats = fs.lstatSync(path.join(os.tmpdir(), name), { throwIfNoEntry: false });
	if (!stats?.isDirectory() || stats.uid !== (process.getuid?.() ?? stats.uid)) return false;
	// This process has not made one yet: a folder with its number is from an earlier container.
	return Number(id) === process.pid || !isAlive(Number(id)) || Date.now() - stats.mtimeMs > oldest;
}

function isAlive(id: number): boolean {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
