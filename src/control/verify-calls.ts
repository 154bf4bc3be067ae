import type { Matcher } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import { plural } from '../text/plural.ts';
import { callDifferences } from './call-differences.ts';
import { callText } from './call-text.ts';
import { type CheckedCall, type ExpectedCalls, toCheckedCalls } from './expected-calls.ts';
import { breakInOrder } from './in-order.ts';
import type { Journal } from './journal.ts';
import { createMasks } from './mask.ts';
import { type NearCall, nearestCalls, toComparedCall } from './nearest-calls.ts';

/** Whether the calls came that should have come. */
export interface Verification {
  readonly holds: boolean;
  readonly misses: readonly Miss[];
  /** How many entries were looked at, and how many older ones were no more in the journal. */
  readonly entries: number;
  readonly dropped: number;
}

/** A call that did not come as it should. */
export interface Miss {
  /** Its place in the list of calls, from 0. */
  readonly call: number;
  /** All of it in a sentence or two. */
  readonly sentence: string;
  /** `exactly 3 calls of vendor.listThings with query size=100` */
  readonly expected: string;
  /** The numbers of the entries that are such a call. */
  readonly found: readonly number[];
  /** The entries that are nearly such a call, the nearest first, with what differed. */
  readonly nearest: readonly NearCall[];
}

export interface VerifyCallsOptions {
  readonly specs: readonly Spec[];
  readonly matcher: Matcher;
  /** Rules of redaction that are switched off in what is told, and further ones. */
  readonly keep?: readonly string[];
  readonly redact?: readonly string[];
}

/** Holds a journal against the calls that should have come. Throws a UsageError for what cannot be verified. */
export function verifyCalls(
  journal: Pick<Journal, 'entries' | 'dropped'>,
  expected: ExpectedCalls | unknown,
  { specs, matcher, ...rules }: VerifyCallsOptions,
): Verification {
  const { calls, inOrder } = toCheckedCalls(expected, specs);
  const maskOf = createMasks(rules);
  const entries = journal.entries().map((served) => toComparedCall(served, matcher, maskOf));
  const { dropped } = journal;
  const differences = calls.map((call) => entries.map((entry) => callDifferences(call, entry.came)));
  const isSuch = (call: number, entry: number) => differences[call]?.[entry]?.length === 0;
  const foundBy = calls.map((_, call) => entries.filter((_, entry) => isSuch(call, entry)).map(({ n }) => n));

  function toMiss(call: number, why: string, isNearTold = true): Miss {
    const nearest = isNearTold
      ? nearestCalls(calls[call] as CheckedCall, entries, differences[call] as string[][])
      : [];
    const [best] = nearest;
    const near = best ? ` The nearest is ${best.n} (${best.request}): ${best.differences.join('; ')}.` : '';
    const missing =
      dropped > 0 ? ` ${plural(dropped, 'older entry', 'older entries')} had made room for newer ones.` : '';
    return {
      call,
      sentence: `${why}.${near}${missing}`,
      expected: callText(calls[call] as CheckedCall),
      found: foundBy[call] as number[],
      nearest,
    };
  }

  function missOfCount(call: CheckedCall, index: number): Miss[] {
    const found = foundBy[index] as number[];
    if (found.length >= call.least && found.length <= call.most) return [];
    const came =
      found.length === 0 ? 'none came' : `${plural(found.length, 'came', 'came')}: ${listed(found)}`;
    return [toMiss(index, `Expected ${callText(call)}, but ${came}`, found.length < call.least)];
  }

  function missOfOrder(): Miss[] {
    const asked = [...entries.keys()].filter((entry) => calls.some((_, call) => isSuch(call, entry)));
    const broken = breakInOrder(calls, asked.length, (call, at) => isSuch(call, asked[at] as number));
    if (!broken) return [];
    const { call = calls.length - 1, at } = broken;
    const came = at === undefined ? undefined : entries[asked[at] as number];
    const text = callText(calls[call] as CheckedCall);
    if (broken.call === undefined)
      return [
        toMiss(
          call,
          `All calls came in their order, and then one too many: ${came?.n} (${came?.request()})`,
          false,
        ),
      ];
    const before = call === 0 ? 'first' : `after call ${call - 1}`;
    return [
      came
        ? toMiss(call, `Expected ${before}: ${text}; in its place came ${came.n} (${came.request()})`, false)
        : toMiss(call, `Expected ${before}: ${text}; nothing of the kind came any more`),
    ];
  }

  const misses = inOrder ? missOfOrder() : calls.flatMap(missOfCount);
  return { holds: misses.length === 0, misses, entries: entries.length, dropped };
}

function listed(all: readonly number[]): string {
  return all.length > 10 ? `${all.slice(0, 10).join(', ')} and ${all.length - 10} more` : all.join(', ');
}
