/**
 * The command that prints the state of the stack that a URN belongs to. Secrets come in clear, as the policies receive
 * them anyway: they are compared, and never printed.
 *
 * @param organization null where the engine did not say: a backend in files or a bucket has only the one named here
 */
export function exportCommand(urn: string, organization: string | null): readonly [string, ...string[]] {
	const [, , stack, project] = /^(urn:pulumi:)([^:]*)::([^:]*)::/.exec(urn) ?? [];
	return [
		'pulumi',
		'stack',
		'export',
		'--show-secrets',
		'--non-interactive',
		'--stack',
		`${organization || 'organization'}/${project}/${stack}`,
	];
}
