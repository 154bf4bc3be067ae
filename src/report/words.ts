import type { Counts } from '../result/counts.ts';
import type { Finding, Level } from '../result/finding.ts';
import { LEVELS } from '../result/finding.ts';
import type { EntryKind, Reason, State } from '../result/ledger.ts';
import type { SpecResult } from '../result/result.ts';
import { plural, withCommas } from '../text/plural.ts';

/** The kinds of the ledger, as they are called next to a count. */
export const KIND_WORDS: Readonly<Record<EntryKind, string>> = {
  check: 'checks',
  status: 'statuses',
  parameter: 'parameters',
  enum: 'enum values',
  cause: 'causes of failure',
  property: 'response properties',
};

/** How many of a kind were reached, and why the others were not: `9/12 (3 not-provoked)`. */
export function coverage(
  states: Readonly<Record<State, number>>,
  reasons: ReadonlyMap<Reason, number>,
): string {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  const notes = [
    ...(states.failed > 0 ? [`${states.failed} failed`] : []),
    ...(states.inconclusive > 0 ? [`${states.inconclusive} inconclusive`] : []),
    ...(states.waived > 0 ? [`${states.waived} waived`] : []),
    ...(states.known > 0 ? [`${states.known} known`] : []),
    ...(states['not-asserted'] > 0 ? [`${states['not-asserted']} not-asserted`] : []),
    ...[...reasons].map(([reason, count]) => `${count} ${reason}`),
  ];
  return `${states.checked + states.failed}/${all}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

/** How many requests there were, and how many of them were sent again. */
export function requestWords({ requests, retries }: Pick<Counts, 'requests' | 'retries'>): string {
  return plural(requests, 'request') + (retries === 0 ? '' : ` (${withCommas(retries)} sent again)`);
}

/** What is told of a vendor where something had to be sent again; nothing else tells it in reports of findings alone. */
export function retryNote({ requests, retries = 0 }: Pick<SpecResult, 'requests' | 'retries'>): string[] {
  return retries === 0 ? [] : [requestWords({ requests, retries })];
}

/** The worst first; those of one level in the order of the run. */
export function byLevel<T extends { readonly level: Level }>(findings: readonly T[]): T[] {
  return [...findings].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** `specs/vendor.yaml:120` */
export function placeOf({ source }: Finding): string {
  return source.file + (source.line === undefined ? '' : `:${source.line}`);
}

/** `0.8 s`, `43 ms`, `2 min 5 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
