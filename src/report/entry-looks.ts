import { entriesOf, type Level } from '../result/finding.ts';
import { entryKey, type LedgerEntry, REASONS } from '../result/ledger.ts';
import type { SpecResult } from '../result/result.ts';
import { isUnexplained } from '../result/verdict.ts';
import { withCommas } from '../text/plural.ts';

/** How an entry is shown: its state, with warnings apart from errors, and skips with a reason apart from those without. */
export const LOOKS = {
  checked: 'checked, and holds',
  failed: 'broken',
  warned: 'departs from a weaker statement',
  inconclusive: 'inconclusive',
  waived: 'waived',
  known: 'broken, and known by the baseline',
  'not-asserted': 'known too little to fail',
  skipped: 'skipped, with a reason',
  silent: 'not reached, without a reason',
} as const;
export type Look = keyof typeof LOOKS;

export const SIGNS: Readonly<Record<Look, string>> = {
  checked: '✓',
  failed: '✗',
  warned: '!',
  inconclusive: '?',
  waived: '~',
  known: '=',
  'not-asserted': '≈',
  skipped: '–',
  silent: '·',
};

/** How each entry of a ledger is shown. */
export function toLooks({ findings }: SpecResult): (entry: LedgerEntry) => Look {
  const levels = new Map<string, Level>();
  for (const finding of findings) {
    const { operation, level } = finding;
    for (const entry of entriesOf(finding)) {
      const key = `${operation} ${entry}`;
      if (level === 'error' || !levels.has(key)) levels.set(key, level);
    }
  }
  return (entry) => {
    const { state, operation } = entry;
    if (state === 'failed')
      return levels.get(`${operation} ${entryKey(entry)}`) === 'warning' ? 'warned' : 'failed';
    return isUnexplained(entry) ? 'silent' : state;
  };
}

/** What is said of an entry: its look, and why it was skipped or is inconclusive. */
export function whyOf({ reason, detail, grade }: LedgerEntry, look: Look): string {
  if (look === 'not-asserted') return `not asserted: ${detail ?? `only ${grade}`}`;
  if (look !== 'skipped' && look !== 'inconclusive') return LOOKS[look];
  const why = detail ?? (reason === undefined ? undefined : REASONS[reason]);
  return `${look}${why === undefined ? '' : `: ${why}`}`;
}

/** How many entries have each look, in the order of the looks. */
export function countLooks(looks: readonly Look[]): { look: Look; count: number }[] {
  return (Object.keys(LOOKS) as Look[])
    .map((look) => ({ look, count: looks.filter((one) => one === look).length }))
    .filter(({ count }) => count > 0);
}

export function describeLooks(looks: readonly Look[]): string {
  return countLooks(looks)
    .map(({ look, count }) => `${withCommas(count)} ${LOOKS[look]}`)
    .join('; ');
}
