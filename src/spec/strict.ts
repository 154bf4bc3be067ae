import { SpecError } from '../errors.ts';
import type { Spec } from './spec.ts';
import { toWarningText } from './spec-warning.ts';

/** Throws one SpecError that lists everything that a spec was warned of. */
export function assertNoWarnings({ warnings }: Pick<Spec, 'warnings'>): void {
  const [first] = warnings;
  if (!first) return;
  const error = new SpecError(first.message, first.place);
  error.message = [
    ...warnings.map(toWarningText),
    '(strict: without it, this would be told and served)',
  ].join('\n');
  throw error;
}
