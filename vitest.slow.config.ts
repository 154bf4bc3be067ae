import { defineConfig } from 'vitest/config';

/** What needs the built program, or more time: `npm run test:slow`. */
export default defineConfig({ test: { include: ['test/**/*.slow.ts'], testTimeout: 300_000 } });
