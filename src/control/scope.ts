import type { Journal } from './journal.ts';
import type { ServedExchange } from './served-exchange.ts';

/** A private world on one server: whoever is in it sees its rows and faults, and leaves traces only in its journal. */
export interface Scope {
  readonly name: string;
  /** What stands in front of the path of a request that is in it: '' or '/~name'. */
  readonly prefix: string;
  readonly journal: Journal;
  /** Takes note of an exchange, on the way of every request. */
  served(exchange: ServedExchange): void;
  /** Everything as at the beginning: rows, plan, journal, counters. */
  reset(): void;
  /** It has gone: nothing is kept, and whoever follows its journal is told. */
  end(): void;
}

export const DEFAULT_SCOPE = 'default';

/** A scope that only keeps a journal, as that of a recorder. */
export function createScope(name: string, journal: Journal): Scope {
  return {
    name,
    prefix: name === DEFAULT_SCOPE ? '' : `/~${name}`,
    journal,
    served: journal.add,
    reset: journal.clear,
    end: journal.close,
  };
}
