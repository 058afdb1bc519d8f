// Prints the table of times and sizes that the end-to-end tests measured: the one of docs/performance.md.
// `node .ci/measured.mjs`
import fs from 'node:fs';

const rows = JSON.parse(fs.readFileSync(new URL('../dist/release/measured.json', import.meta.url), 'utf8'));
console.log('| what | time | size | |\n| --- | ---: | ---: | ---: |');
for (const [what, columns] of Object.entries(rows)) console.log(`| ${what} | ${columns.join(' | ')} |`);
