import { PROGRAM } from '../program.ts';
import { plural } from '../text/plural.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { type SpecWarning, toWarningText } from './spec-warning.ts';

/** More are counted. */
const MOST_TOLD = 20;

/** Tells warnings one by one; of very many, where the others are. */
export function tellWarnings(
  warnings: readonly SpecWarning[],
  file: string,
  warn: (sentence: string) => void,
): void {
  for (const warning of warnings.slice(0, MOST_TOLD)) warn(toWarningText(warning));
  const more = warnings.length - MOST_TOLD;
  if (more > 0)
    warn(`${file}: ${plural(more, 'more warning')}; ${PROGRAM} lint ${shellQuote(file)} lists all`);
}
