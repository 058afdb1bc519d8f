// The committed files that are made from this package: .ci/generated.mjs writes or compares them.
import { z } from 'zod';
import { reportSchema } from '../dist/src/report/schema.js';

export const generated = [
	{
		file: 'docs/report.generated.schema.json',
		text: async () => `${JSON.stringify(z.toJSONSchema(reportSchema, { unrepresentable: 'any' }), null, '\t')}\n`,
	},
];
