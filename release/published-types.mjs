// The declarations that a published module needs: those that it imports, from all packages of the workspace.
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root of the repository
 * @param {string} entry a compiled declaration file, relative to the root
 * @returns {Map<string, string>} texts by their path below the folder of types; the entry is index.d.ts
 */
export function publishedTypes(root, entry) {
	const published = new Map();
	const place = (file) =>
		file === path.join(root, entry)
			? 'index.d.ts'
			: path.relative(path.join(root, 'packages'), file).replace(/[\\/]dist[\\/]src[\\/]/, '/');
	const add = (file) => {
		const name = place(file);
		if (published.has(name)) return;
		published.set(name, '');
		const specifierOf = (target) => {
			add(target);
			const relative = path.posix.relative(path.posix.dirname(name), place(target)).replace(/\.d\.ts$/, '.js');
			return relative.startsWith('.') ? relative : `./${relative}`;
		};
		const text = fs
			.readFileSync(file, 'utf8')
			.replace(/^\/\/# sourceMappingURL=.*\n?/m, '')
			.replace(/^(import|export)( type)? \{([^}]*)\} from '([^']+)';$/gm, (whole, keyword, type = '', names, from) => {
				const barrel = declarationOf(root, file, from);
				if (barrel === undefined) return whole;
				// Past the index of a package, whose other exports nobody here needs.
				return names
					.split(',')
					.map((written) => written.trim())
					.filter((written) => written !== '')
					.map((written) => {
						const symbol = written.replace(/^type /, '').split(' as ')[0];
						return `${keyword}${type} { ${written} } from '${specifierOf(homeOf(barrel, symbol) ?? barrel)}';`;
					})
					.join('\n');
			})
			.replace(/^(export \* from ')(\.[^']+)(';)$/gm, (_, before, from, after) => {
				return `${before}${specifierOf(declarationOf(root, file, from))}${after}`;
			});
		published.set(name, text);
	};
	add(path.join(root, entry));
	return published;
}

/** The file that declares a symbol which another exports. */
function homeOf(file, symbol) {
	const text = fs.readFileSync(file, 'utf8');
	const declares = new RegExp(
		`^export (?:declare )?(?:abstract )?(?:interface|type|class|const|function) ${symbol}\\b`,
		'm',
	);
	if (declares.test(text)) return file;
	for (const [, names, from] of text.matchAll(/^export(?: type)? (?:\{([^}]*)\}|\*) from '(\.[^']+)';$/gm)) {
		if (names !== undefined && !new RegExp(`\\b${symbol}\\b`).test(names)) continue;
		const home = homeOf(path.resolve(path.dirname(file), from).replace(/\.js$/, '.d.ts'), symbol);
		if (home !== undefined) return home;
	}
	return undefined;
}

function declarationOf(root, from, specifier) {
	if (specifier.startsWith('.')) return path.resolve(path.dirname(from), specifier).replace(/\.js$/, '.d.ts');
	const [, name, subpath = ''] = /^@sg-preflight\/([^/]+)(\/.+)?$/.exec(specifier) ?? [];
	if (name === undefined) return undefined;
	const folder = path.join(root, 'packages', name);
	const { exports } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const exported = typeof exports === 'string' ? exports : exports[`.${subpath}`];
	const file = typeof exported === 'string' ? exported : (exported.types ?? exported.default);
	return path.join(folder, file.replace(/\.js$/, '.d.ts'));
}
