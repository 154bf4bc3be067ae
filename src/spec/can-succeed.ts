import type { Operation } from './spec.ts';

/**
 * Whether clients call an operation for what it gives. A spec also declares what a vendor does with other methods and
 * spellings of a path: preflights, redirects, refusals.
 */
export function canSucceed({ method, responses }: Operation): boolean {
  if (method === 'OPTIONS' || method === 'HEAD') return false;
  const statuses = [...responses.keys()];
  return statuses.length === 0 || statuses.some((status) => /^(2|default)/.test(status));
}
