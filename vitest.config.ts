import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/recipes/**', 'docs/recipes/**'],
    // The tests that spawn the program, or threads of the engine, run what is in dist/.
    globalSetup: ['test/built.ts'],
    setupFiles: ['test/sizes.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // .ci/run ends with the counts of this file.
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
    outputFile: { json: 'coverage/tests.json' },
    maxWorkers: 2,
  },
});
