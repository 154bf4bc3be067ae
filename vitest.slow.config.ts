import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tables of which `npm test` has only a part. */
const parted = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('test', file))
  .filter((file) => readFileSync(file, 'utf8').includes("/_some.ts'"));

/** What needs the built program, or more time, and all rows of long tables: `npm run test:slow`. */
export default defineConfig({
  test: {
    include: ['test/**/*.slow.ts', ...parted],
    env: { ALL_ROWS: '1' },
    testTimeout: 300_000,
    maxWorkers: '100%',
  },
});
