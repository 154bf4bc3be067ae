import { SpecError } from '../errors.ts';
import { checkSpec } from './check-spec.ts';
import { readSource, specNameOf } from './load.ts';
import { createProblems } from './problems.ts';
import type { Spec } from './spec.ts';
import type { SpecWarning } from './spec-warning.ts';

/** Everything that is wrong in a document. */
interface Linted {
  /** What hinders that it is served, as far as the check came. */
  readonly errors: readonly SpecError[];
  readonly warnings: readonly SpecWarning[];
  /** Undefined where there are errors. */
  readonly spec: Spec | undefined;
}

/** Checks a document with its overlays as loading does, and goes on behind the first mistake as far as that makes sense. */
export async function lintSpec(file: string, overlays: readonly string[] = []): Promise<Linted> {
  const problems = createProblems({ all: true });
  const { errors, warnings } = problems;
  try {
    const sources = await Promise.all([file, ...overlays].map(readSource));
    const spec = await checkSpec(file, sources, specNameOf(file), problems);
    return { errors, warnings, spec };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return { errors: errors.includes(error) ? errors : [...errors, error], warnings, spec: undefined };
  }
}
