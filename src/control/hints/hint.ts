import type { ServedExchange } from '../served-exchange.ts';

/** What a client probably got wrong. */
export interface Hint {
  /** Said once for each of these. */
  readonly about: string;
  /** A sentence for people. */
  readonly text: string;
}

/** Looks at each exchange of one scope in turn, and may remember a little of those before. */
export type Hinter = (exchange: ServedExchange) => readonly Hint[];

export const NO_HINTS: readonly Hint[] = [];

/** How people name an operation. */
export function operationName({ spec, operation }: Pick<ServedExchange, 'spec' | 'operation'>): string {
  return `${spec?.name}.${operation?.id}`;
}
