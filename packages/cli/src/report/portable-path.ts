import path from 'node:path';

/**
 * Writes a path with slashes, on Windows too: GitHub and GitLab find no other in a repository, and a baseline is then the
 * same on every system.
 */
export function portablePath(file: string): string {
	return file.replaceAll(path.sep, '/');
}
