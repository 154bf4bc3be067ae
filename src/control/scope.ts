import type { ServedExchange } from './served-exchange.ts';

/** A private world on one server: whoever is in it sees its rows and faults, and leaves traces only in its journal. */
export interface Scope {
  readonly name: string;
  /** What stands in front of the path of a request that is in it: '' or '/~name'. */
  readonly prefix: string;
  /** Takes note of an exchange. */
  served(exchange: ServedExchange): void;
  /** Everything as at the beginning: rows, plan, journal, counters. */
  reset(): void;
}

export const DEFAULT_SCOPE = 'default';

export function prefixOf(name: string): string {
  return name === DEFAULT_SCOPE ? '' : `/~${name}`;
}
