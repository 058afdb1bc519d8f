// The tests that need a Pulumi CLI, which test/pulumi/pulumi-cli.ts finds or builds. `pnpm run test:pulumi`
export default { files: ['test/dist/pulumi/**/*.test.js'], timeout: '20m', workerThreads: false, concurrency: 1 };
