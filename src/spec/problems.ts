import { SpecError } from '../errors.ts';
import type { Place } from './source.ts';
import { createWarn, type SpecWarning, type WarnOfSpec } from './spec-warning.ts';

/** Takes down what is wrong in a document while it is checked. */
export interface Problems {
  readonly warnings: SpecWarning[];
  /** What hinders nothing. */
  readonly warn: WarnOfSpec;
  /** What hinders that the document is served: ends the check, or is kept until `settle`. */
  readonly refuse: WarnOfSpec;
  readonly errors: readonly SpecError[];
  /** Ends the check where something was kept: what comes next needs what was checked. */
  settle(): void;
}

/** `all` keeps what hinders, so that whoever mends a document sees everything that a step of the check finds. */
export function createProblems({ all = false }: { readonly all?: boolean } = {}): Problems {
  const warnings: SpecWarning[] = [];
  const errors: SpecError[] = [];
  const keep = createWarn({
    push({ message, place }: SpecWarning) {
      const error = new SpecError(message, place);
      if (!all) throw error;
      return errors.push(error);
    },
  });
  return {
    warnings,
    errors,
    warn: createWarn(warnings),
    refuse: (message: string, place: Place) => keep(message, place),
    settle() {
      const [first] = errors;
      if (first) throw first;
    },
  };
}
