import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only for what hangs; .ci/run has no limit at all, as a busy machine is no fault.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Modules and built-in specs are loaded once a worker, not once a file: half of the time was that.
    isolate: false,
    // One core less, as is the default, is half of a small machine.
    maxWorkers: '100%',
  },
});
