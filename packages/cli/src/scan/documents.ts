import { UserError } from '@sg-preflight/documents';
import { isTooDeep } from '@sg-preflight/documents/yaml';
import { AttributePath } from '@sg-preflight/operations';
import { terraformPath, typeOf } from '@sg-preflight/pulumi';
import { type Document, isMap, isPair, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { callsOfArgument, callsOfName, type FoundLiteral } from './acting-arguments.js';

/**
 * Finds the literals in .tfvars.json and Pulumi's YAML.
 *
 * @throws {UserError} when it is not such a document; the message names the place
 */
export function documentLiterals(text: string, ids: ReadonlySet<string>): FoundLiteral[] {
	if (isTooDeep(text)) throw new UserError('this document is nested too deeply');
	const lines = new LineCounter();
	const found: FoundLiteral[] = [];
	// The parser would compare each key with all before it.
	for (const document of parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false }) as Document[]) {
		const [error] = document.errors;
		if (error) throw new UserError((error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
		visit(document, {
			Scalar(key, node, ancestors) {
				if (key === 'key' || !isScalar(node) || typeof node.value !== 'string' || !ids.has(node.value)) return;
				const path = ancestors.flatMap((ancestor) =>
					'key' in ancestor && isScalar(ancestor.key) ? [String(ancestor.key.value)] : [],
				);
				const [, resource] = ancestors.filter(isPair);
				const place = placeOf(path, isMap(resource?.value) ? String(resource.value.get('type')) : '');
				if (place === null) return;
				const { line, col } = lines.linePos(node.range?.[0] ?? 0);
				const quoted = node.type === 'PLAIN' ? 0 : 1;
				found.push({ id: node.value, ...place, line, column: col + quoted });
			},
		});
	}
	return found;
}

/** @param type Pulumi's name of the type of the resource around it */
function placeOf(path: readonly string[], type: string) {
	const [section, first, second, ...rest] = path;
	if (section === 'resources' && first && second === 'properties') {
		const token = type.replace(
			/^alicloud:([^/:]+):(\w)(\w*)$/,
			(_, module: string, start: string, end: string) =>
				`alicloud:${module}/${start.toLowerCase()}${end}:${start}${end}`,
		);
		const known = typeOf(token);
		const attribute = rest.join('.');
		return known === undefined
			? null
			: placed(
					first,
					known,
					attribute,
					callsOfArgument(known, AttributePath.parse(terraformPath(known, attribute)).name),
				);
	}
	if (section === 'outputs') return null;
	const name = (path.at(-1) ?? '').split(':').at(-1) ?? '';
	return placed(null, null, name, callsOfName(name));
}

function placed(
	address: string | null,
	type: string | null,
	attribute: string,
	calls: FoundLiteral['calls'],
): Omit<FoundLiteral, 'id' | 'line' | 'column'> | null {
	return calls.length > 0 ? { address, type, attribute, calls } : null;
}
