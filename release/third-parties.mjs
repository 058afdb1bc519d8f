// The notices and the bill of materials of what a bundle holds.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** @param {readonly string[]} folders of packages */
function packagesIn(folders) {
	return folders
		.map((folder) => ({
			folder,
			manifest: JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
		}))
		.sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

const licenceOf = ({ license, licenses }) => license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'UNKNOWN';

/** The text of THIRD-PARTY-NOTICES: name, version, licence and licence text of each package. */
export function notices(folders) {
	const parts = packagesIn(folders).map(({ folder, manifest }) => {
		const files = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
		const texts = files
			.filter((file) => fs.statSync(path.join(folder, file)).isFile())
			.map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
		const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
		const body =
			texts.length > 0
				? texts.join('\n\n')
				: `The package has no licence file. Its manifest declares ${licenceOf(manifest)}${author ? `, author ${author}` : ''}.`;
		return `${manifest.name} ${manifest.version} (${licenceOf(manifest)})\n\n${body}\n`;
	});
	return `Software of third parties in this package\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/**
 * A CycloneDX 1.6 document as JSON text.
 * @param component name, version and description of what is shipped
 * @param timestamp ISO 8601
 */
export function billOfMaterials(component, folders, timestamp) {
	const purl = (name, version) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
	const components = packagesIn(folders).map(({ manifest }) => {
		const licence = licenceOf(manifest);
		return {
			type: 'library',
			'bom-ref': purl(manifest.name, manifest.version),
			name: manifest.name,
			version: manifest.version,
			licenses: [/ (OR|AND) /.test(licence) ? { expression: licence } : { license: licenceId(licence) }],
			purl: purl(manifest.name, manifest.version),
		};
	});
	const root = purl(component.name, component.version);
	const serial = createHash('sha256')
		.update(JSON.stringify([root, components]))
		.digest('hex');
	const document = {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		// A version 4 UUID in form; made from the contents, so that the same release has the same number.
		serialNumber: `urn:uuid:${serial.slice(0, 8)}-${serial.slice(8, 12)}-4${serial.slice(13, 16)}-8${serial.slice(17, 20)}-${serial.slice(20, 32)}`,
		version: 1,
		metadata: {
			timestamp,
			component: { type: 'application', 'bom-ref': root, ...component, purl: root },
		},
		components,
		dependencies: [{ ref: root, dependsOn: components.map((one) => one['bom-ref']) }],
	};
	return `${JSON.stringify(document, null, '\t')}\n`;
}

/** CycloneDX wants an SPDX identifier under `id`, and any other words under `name`. */
const licenceId = (licence) =>
	/^[\w.+-]+$/.test(licence) && licence !== 'UNKNOWN' ? { id: licence } : { name: licence };
