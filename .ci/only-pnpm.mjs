// Stops an install by another package manager, which would leave a workspace that cannot be used, or install a global
// package without a command. `preinstall` of the root runs it.
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
	console.error(
		'This is the workspace of sg-preflight, which pnpm installs.\nnpm test and npm run demo set it up themselves. The command: npm install --global sg-preflight',
	);
	process.exit(1);
}
