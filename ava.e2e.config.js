// The tests that need other programs: the real Terraform, pre-commit, a browser. `pnpm run test:e2e`
export default {
	files: ['packages/*/dist/test/e2e/**/*.test.js', 'test/dist/e2e/**/*.test.js'],
	timeout: '10m',
	workerThreads: false,
	concurrency: 1,
};
