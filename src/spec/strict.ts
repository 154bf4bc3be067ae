import { SpecError } from '../errors.ts';
import { type SpecWarning, toWarningText } from './spec-warning.ts';

/** Throws one SpecError that lists all warnings. */
export function assertNoWarnings(warnings: readonly SpecWarning[]): void {
  const [first] = warnings;
  if (!first) return;
  const error = new SpecError(first.message, first.place);
  error.message = [
    ...warnings.map(toWarningText),
    '(strict: without it, this would be told and served)',
  ].join('\n');
  throw error;
}
