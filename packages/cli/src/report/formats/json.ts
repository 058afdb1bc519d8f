import { jsonText } from '../../terminal/safe-text.js';
import { boundedExact } from '../bounded.js';

/** Address of the schema of reports, and its `$id`. */
export const reportSchemaId =
	'https://raw.githubusercontent.com/sg-preflight/sg-preflight/main/docs/report.generated.schema.json';

/** The contract for other tools; keys are only ever added. */
export const json = boundedExact({}, (report) => `${jsonText({ $schema: reportSchemaId, ...report })}\n`);
