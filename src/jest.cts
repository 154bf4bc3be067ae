import type { MatchOptions } from './matcher/check-received.ts' with { 'resolution-mode': 'import' };
import type { AnyResponse, Received } from './matcher/received.ts' with { 'resolution-mode': 'import' };
import type { toMatchContract } from './matcher/to-match-contract.ts' with { 'resolution-mode': 'import' };

export type { AnyResponse, MatchOptions, Received };

interface ContractMatcher {
  /**
   * Holds one answer to the contract of an operation, and prints what it breaks. To be awaited.
   *
   * @example
   * await expect(response).toMatchContract('my-api.yaml', 'listOrders');
   */
  toMatchContract(vendor: string, operation: string, options?: MatchOptions): Promise<void>;
}

/** Of `import { expect } from '@jest/globals'`. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatcher {}
}

/** Of the global `expect` of @types/jest. */
declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: it must be declared as the one that it adds to
    interface Matchers<R, T = {}> extends ContractMatcher {}
  }
}

type Matcher = typeof toMatchContract;

/**
 * Jest runs tests in a context of its own, where it can load no ES module without a flag of Node. The main context can:
 * a module that Node itself requires there imports the matcher.
 */
function loadMatcher(): Promise<Matcher> {
  const { runInThisContext } = require('node:vm') as typeof import('node:vm');
  const main = runInThisContext('process') as typeof process;
  const requireInMain = main.getBuiltinModule('node:module').createRequire(__filename);
  return (
    requireInMain('./matcher/import-matcher.cjs') as { importMatcher(): Promise<Matcher> }
  ).importMatcher();
}

const { expect } = require('@jest/globals') as {
  expect: { extend(matchers: { toMatchContract: Matcher }): void };
};

expect.extend({
  toMatchContract: async (...args: Parameters<Matcher>) => (await loadMatcher())(...args),
});
