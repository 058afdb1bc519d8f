// The tests that need Pulumi's packages, and a CLI, which test/pulumi/pulumi-cli.ts finds or builds. `pnpm test:pulumi`
export default {
	files: ['packages/policy-pack/dist/test/**/*.test.js', 'test/pulumi/dist/*.test.js'],
	timeout: '20m',
	workerThreads: false,
	concurrency: 1,
};
