import type { BeginDrift, Drifts } from '../src/control/drift.ts';

export type { BeginDrift };
/** The catalogue for a server that is running; `lib` has the functions of the package that mutants need. */
export function createDrifts(lib: Readonly<Record<string, unknown>>): Drifts;
