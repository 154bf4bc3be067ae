import type { ServedExchange } from '../served-exchange.ts';
import { type Hint, type Hinter, NO_HINTS } from './hint.ts';
import { createNoRows } from './no-rows.ts';
import { createTooEarly } from './too-early.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { createWalkHints } from './walks.ts';

/** After so many, a client is not going to read one more. */
const MOST_HINTS = 200;

export interface ScopeHinter {
  /** Gives an exchange its hints; one that had its turn is passed over. */
  look(exchange: ServedExchange): void;
  /** What is to be said when nothing more will come. */
  end(): string[];
}

/** Says of the exchanges of one scope, in their order, what the client probably got wrong: each thing once. */
export function createHinter(): ScopeHinter {
  const walks = createWalkHints();
  const hinters: readonly Hinter[] = [unknownParameter, createTooEarly(), createNoRows(), walks.look];
  const said = new Set<string>();
  let last = 0;

  function fresh(hints: readonly Hint[]): string[] {
    return hints.flatMap(({ about, text }) => {
      if (said.has(about) || said.size >= MOST_HINTS) return [];
      said.add(about);
      return [text];
    });
  }

  return {
    look(exchange) {
      if (exchange.n <= last) return;
      last = exchange.n;
      for (const hinter of hinters) exchange.hints.push(...fresh(safely(hinter, exchange)));
    },
    end: () => fresh(walks.end()),
  };
}

/** A hint is a kindness: where it cannot be found, the answer and the journal are as good without it. */
function safely(hinter: Hinter, exchange: ServedExchange): ReturnType<Hinter> {
  try {
    return hinter(exchange);
  } catch {
    return NO_HINTS;
  }
}
