import { expect as base } from '@playwright/test';
import type { MatchOptions } from './matcher/check-received.ts';
import type { AnyResponse, Received } from './matcher/received.ts';
import { toMatchContract } from './matcher/to-match-contract.ts';

export type { AnyResponse, MatchOptions, Received };
export { toMatchContract };

/**
 * Playwright's `expect` with a matcher that holds one answer to the contract of an operation. To be awaited. With
 * other extensions of it, Playwright's own `mergeExpects` joins them.
 *
 * @example
 * await expect(await request.get('/orders')).toMatchContract('my-api.yaml', 'listOrders');
 */
export const expect: ReturnType<typeof base.extend<{ toMatchContract: typeof toMatchContract }>> =
  base.extend({ toMatchContract });
