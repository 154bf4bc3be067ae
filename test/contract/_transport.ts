import { expect } from 'vitest';
import type { WireRequest } from '../../src/http/exchange.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { verdictOf } from '../../src/result/verdict.ts';
import { checkThrough, type FAULTS, status, type When } from './_faults.ts';

/** What a run says of a right server over a connection with faults that pass, and with some that do not. */

type Fault = (typeof FAULTS)[string];

let calm: Promise<SpecResult> | undefined;
/** What it says where nothing happens on the way. */
export function withoutFaults(): Promise<SpecResult> {
  calm ??= checkThrough(status(503), () => false);
  return calm;
}

/** Everything in the ledger, but for what is about passing faults. */
const ledgerOf = ({ ledger }: SpecResult) =>
  ledger
    .filter(({ name }) => name !== 'intermittent')
    .map(({ operation, kind, name, state, reason }) => [operation, kind, name, state, reason].join(' '));
export const levelsOf = ({ findings }: SpecResult) => findings.map(({ check, level }) => `${level} ${check}`);
export const asksFor =
  (...words: string[]): When =>
  (_, { url }: WireRequest) =>
    words.every((word) => url.includes(word));

/** When faults happen that pass, and how often they do, where that is known. */
export const OFTEN: readonly [string, When, number][] = [
  ['at the first request', (number) => number === 1, 1],
  ['once in the middle', (number) => number === 30, 1],
  ['twice in a row', (number) => number === 20 || number === 21, 2],
  ['at every tenth request', (number) => number % 10 === 0, Number.NaN],
  ['at every second one', (number) => number % 2 === 0, Number.NaN],
];

/** A fault that passes is told once, and takes nothing away. */
export async function tellsOnce(fault: Fault, when: When, times: number): Promise<void> {
  const result = await checkThrough(fault, when);
  const calm = await withoutFaults();
  const n = Number.isNaN(times) ? (result.retries ?? 0) : times;
  expect([verdictOf(result), levelsOf(result)]).toEqual(['holds', ['warning intermittent']]);
  expect([result.retries, result.requests]).toEqual([n, calm.requests + n]);
  expect(result.findings[0]?.actual).toContain(`intermittent: ${n} of ${result.requests} requests failed`);
  expect(ledgerOf(result)).toEqual(ledgerOf(calm));
}

/** Where a fault happens for ever. */
export const PLACES: readonly [string, When][] = [
  ['at one page', (_number, { url }) => /[?&]page=2(&|$)/.test(url)],
  ['at one order', asksFor('sort=')],
  ['at one filter', asksFor('stars=')],
  ['at the second operation', (_number, { url }) => !url.includes('/notes?') && !url.endsWith('/notes')],
];

/** A fault that stays is told, and what else can be seen is seen. */
export async function tellsForEver(fault: Fault, when: When): Promise<void> {
  const result = await checkThrough(fault, when);
  expect(result.stopped).toBeUndefined();
  expect(verdictOf(result)).toBe('broken');
  const checks = new Set(result.findings.map(({ check }) => check));
  expect([...checks]).toEqual(expect.arrayContaining([expect.stringMatching(/^(connection|server-error)$/)]));
  expect(
    [...checks].filter(
      (check) => !/^(connection|server-error|accepts|filter-nobody|past-the-end|refuses)$/.test(check),
    ),
  ).toEqual([]);
  for (const name of ['page-size', 'total', 'order', 'schema', 'has-more'])
    expect(result.ledger, name).toContainEqual(
      expect.objectContaining({ operation: 'listNotes', name, state: 'checked' }),
    );
}
