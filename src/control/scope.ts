import type { Journal } from './journal.ts';
import type { Plan } from './plan.ts';
import type { ScopeRows } from './scope-rows.ts';
import type { ServedExchange } from './served-exchange.ts';

/** A private world on one server: whoever is in it sees its rows and faults, and leaves traces only in its journal. */
export interface Scope {
  readonly name: string;
  /** What stands in front of the path of a request that is in it: '' or '/~name'. */
  readonly prefix: string;
  readonly journal: Journal;
  /** What it shows in place of the usual rows; a recorder has none. */
  readonly rows: ScopeRows | undefined;
  readonly plan: Plan;
  /** Takes note of an exchange, on the way of every request. */
  served(exchange: ServedExchange): void;
  /** Everything as at the beginning: rows, plan, journal, counters. */
  reset(): void;
  /** It has gone: nothing is kept, and whoever follows its journal is told. */
  end(): void;
}

export const DEFAULT_SCOPE = 'default';

/** What a scope is made of; that of a recorder has no rows. */
export interface ScopeParts {
  readonly journal: Journal;
  readonly plan: Plan;
  readonly rows?: ScopeRows | undefined;
}

export function createScope(name: string, { journal, plan, rows }: ScopeParts): Scope {
  return {
    name,
    prefix: name === DEFAULT_SCOPE ? '' : `/~${name}`,
    journal,
    rows,
    served: journal.add,
    plan,
    reset() {
      journal.clear();
      plan.reset();
      rows?.reset();
    },
    end() {
      journal.close();
      rows?.reset();
    },
  };
}
