import { aliasesOf, attributesIn, compare, sourcesOfTypes } from './provider-source.mjs';

/** The oldest version whose schema was looked at. */
const first = '1.105.0';

/** Source files that some types had before they were renamed. */
const formerSources = {
	alicloud_bastionhost_instance: 'alicloud/resource_alicloud_yundun_bastionhost_instance.go',
	alicloud_ecs_launch_template: 'alicloud/resource_alicloud_launch_template.go',
	alicloud_ecs_network_interface: 'alicloud/resource_alicloud_network_interface.go',
	alicloud_ecs_network_interface_attachment: 'alicloud/resource_alicloud_network_interface_attachment.go',
	alicloud_ess_scaling_configuration: 'alicloud/resource_alicloud_ess_scalingconfiguration.go',
};

/**
 * The version that each attribute of a type with an entry is in since, for those that the first version does not have: an
 * attribute in a plan proves that the provider is not older. An attribute that a later version of 1.x does not have is left out.
 */
export function schemaHistory(provider, through) {
	const versions = provider
		.versions()
		.filter((version) => compare(version, first) >= 0 && compare(version, through) <= 0 && !version.includes('-'));
	const sources = sourcesOfTypes();
	const registry = 'alicloud/provider.go';
	const seen = versions.map((version) => {
		const files = provider.files(version, [registry, ...sources.values(), ...Object.values(formerSources)]);
		return (type) => {
			const names = [type, ...aliasesOf(type)];
			if (!names.some((name) => files.get(registry)?.includes(`"${name}":`))) return null;
			const source = files.get(sources.get(type)) ?? files.get(formerSources[type]) ?? null;
			return source === null ? null : attributesIn(source);
		};
	});
	const types = {};
	for (const type of sources.keys()) {
		const schemas = seen.map((schema) => schema(type));
		const start = schemas.findIndex((schema) => schema !== null);
		if (start < 0) continue;
		const attributes = {};
		for (const name of [...(schemas.at(-1) ?? [])].sort()) {
			const since = schemas.findIndex((schema) => schema?.has(name));
			if (since > start && schemas.slice(since).every((schema) => schema?.has(name)))
				attributes[name] = versions[since];
		}
		types[type] = { since: start > 0 ? versions[start] : null, attributes };
	}
	return { first, through, types };
}
