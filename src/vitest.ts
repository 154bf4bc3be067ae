import { expect } from 'vitest';
import type { MatchOptions } from './matcher/check-received.ts';
import type { AnyResponse, Received } from './matcher/received.ts';
import { toMatchContract } from './matcher/to-match-contract.ts';

export type { AnyResponse, MatchOptions, Received };
export { toMatchContract };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: it must be declared as the one that it adds to
  interface Matchers<T = any> {
    /**
     * Holds one answer to the contract of an operation, and prints what it breaks. To be awaited.
     *
     * @example
     * await expect(response).toMatchContract('my-api.yaml', 'listOrders');
     */
    toMatchContract(vendor: string, operation: string, options?: MatchOptions): Promise<void>;
  }
}

// Imported, it is there: in a test file, or once for all in `setupFiles`.
expect.extend({ toMatchContract });
