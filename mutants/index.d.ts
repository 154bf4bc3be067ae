import type { CheckName } from '../src/contract/checks.ts';
import type { Spec } from '../src/spec/spec.ts';

export interface Mutant {
  readonly name: string;
  /** What it does, in a line. */
  readonly about: string;
  /** The checks that are meant to catch it. */
  readonly expects: readonly CheckName[];
  readonly area: string;
  /** false: of a service it is no fault. */
  readonly isLive?: boolean;
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
  /** missed: only at the default grade. */
  readonly outcome: 'right' | 'otherwise' | 'survived' | 'idle' | 'missed';
  readonly by: readonly CheckName[];
  readonly first?: string;
}

/** The functions of the package that mutants need, by their names: see `lib.js`. */
export type Lib = Readonly<Record<string, unknown>>;

/** A list that moves once in so many requests. */
export interface MovingJob {
  readonly vendor: string;
  readonly profiles?: readonly string[];
  readonly every: number;
  /** One of `MOVES`; a new row comes when not given. */
  readonly move?: string;
  readonly rows?: number;
  readonly seed?: number;
  /** So many services answer in turn, each a move behind the one before. */
  readonly replicas?: number;
  readonly only?: readonly string[];
}

export interface MovingOutcome {
  readonly outcome: 'right' | 'otherwise' | 'survived' | 'idle' | 'inconclusive' | 'clean' | 'false alarm';
  readonly requests: number;
  readonly doubtful: readonly string[];
  readonly first?: string;
  readonly stopped?: string;
}

export const CATALOGUE: readonly Mutant[];
export function loadVendors(lib: Lib): Promise<readonly Spec[]>;
export function trialsOf(lib: Lib, mutants: readonly Mutant[], specs: readonly Spec[]): Trial[];
/** `only`: with these checks alone, which is faster. */
export function tryMutant(
  lib: Lib,
  mutant: Mutant,
  trial: Trial & { readonly only?: readonly CheckName[] },
): Promise<Outcome>;

/** What becomes of a list, by name. */
export const MOVES: Readonly<Record<string, unknown>>;
/** Holds a service whose list moves against the contract, with a mutant let loose on it or as it is. */
export function tryMoving(
  lib: Lib,
  mutant: Mutant | undefined,
  job: MovingJob & Partial<Trial>,
): Promise<MovingOutcome>;
