import type { CheckName } from '../src/contract/checks.ts';
import type { Spec } from '../src/spec/spec.ts';

export interface Mutant {
  readonly name: string;
  /** What it does, in a line. */
  readonly about: string;
  /** The checks that are meant to catch it. */
  readonly expects: readonly CheckName[];
}

/** One mutant on one operation; `index` and `label` tell those apart that have several targets there. */
export interface Trial {
  readonly mutant: string;
  readonly vendor: string;
  readonly operation: string;
  readonly index: number;
  readonly label: string;
}

export interface Outcome {
  readonly outcome: 'right' | 'otherwise' | 'survived' | 'idle';
  readonly by: readonly CheckName[];
  readonly first?: string;
}

/** The functions of the package that mutants need, by their names: see `lib.js`. */
export type Lib = Readonly<Record<string, unknown>>;

export const CATALOGUE: readonly Mutant[];
export function loadVendors(lib: Lib): Promise<readonly Spec[]>;
export function trialsOf(lib: Lib, mutants: readonly Mutant[], specs: readonly Spec[]): Trial[];
/** `only`: with these checks alone, which is faster. */
export function tryMutant(
  lib: Lib,
  mutant: Mutant,
  trial: Trial & { readonly only?: readonly CheckName[] },
): Promise<Outcome>;
