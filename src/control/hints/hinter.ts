import type { ServedExchange } from '../served-exchange.ts';
import { type Hinter, NO_HINTS } from './hint.ts';
import { createNoRows } from './no-rows.ts';
import { createTooEarly } from './too-early.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { createWalkHints } from './walks.ts';

/** After so many, a client is not going to read one more. */
const MOST_HINTS = 200;

/** Says of the exchanges of one scope, in their order, what the client probably got wrong: each thing once. */
export function createHinter(): (exchange: ServedExchange) => void {
  const hinters: readonly Hinter[] = [unknownParameter, createTooEarly(), createNoRows(), createWalkHints()];
  const said = new Set<string>();
  let last = 0;
  return (exchange) => {
    if (exchange.n <= last) return;
    last = exchange.n;
    for (const hinter of hinters)
      for (const { about, text } of safely(hinter, exchange)) {
        if (said.has(about) || said.size >= MOST_HINTS) continue;
        said.add(about);
        exchange.hints.push(text);
      }
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
