// Writes docs/rules/ from packages/permissions/src/rules.ts. Run after `pnpm exec tsc -b`.
import { mkdir, writeFile } from 'node:fs/promises';
import { rulePage, rules } from './dist/src/index.js';

const folder = new URL('../../docs/rules/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const rule of Object.keys(rules)) await writeFile(new URL(`${rule}.md`, folder), rulePage(rule));
