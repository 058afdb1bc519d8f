// The committed files that are made from this package: .ci/generated.mjs writes or compares them.
import { configurationJsonSchema } from '@sg-preflight/permissions';
import { z } from 'zod';
import { formatNames } from '../dist/src/report/formats/index.js';
import { reportSchemaId } from '../dist/src/report/formats/json.js';
import { reportSchema } from '../dist/src/report/schema.js';

export const generated = [
	{
		file: 'docs/sg-preflight.generated.schema.json',
		text: async () => `${JSON.stringify(await configurationJsonSchema(formatNames), null, '\t')}\n`,
	},
	{
		file: 'docs/report.generated.schema.json',
		text: async () => {
			const { $schema, ...schema } = z.toJSONSchema(reportSchema, { unrepresentable: 'any' });
			return `${JSON.stringify({ $schema, $id: reportSchemaId, title: 'Report of sg-preflight', ...schema }, null, '\t')}\n`;
		},
	},
];
