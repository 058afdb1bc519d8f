/**
 * Builds the arguments of the `pulumi` command that prints the state of the stack of a URN. Its secrets are in clear,
 * as policies receive them anyway: they are compared, and never printed.
 *
 * @param organization null when the engine did not say; a backend in files or a bucket has only `organization`
 */
export function exportCommand(urn: string, organization: string | null): readonly string[] {
	const [, , stack, project] = /^(urn:pulumi:)([^:]*)::([^:]*)::/.exec(urn) ?? [];
	return [
		'stack',
		'export',
		'--show-secrets',
		'--non-interactive',
		'--stack',
		`${organization || 'organization'}/${project}/${stack}`,
	];
}
