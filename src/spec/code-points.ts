/** A set of code points: ranges in order that neither touch nor overlap, both ends included. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;

/** The set that has all of several ranges, in whatever order they come. */
export function toCodePoints(ranges: readonly (readonly [number, number])[]): CodePoints {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [first, last] of sorted) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Every code point that a set has not. */
export function allBut(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

export function haveNoneInCommon(a: CodePoints, b: CodePoints): boolean {
  return !a.some(([first, last]) => b.some((other) => first <= other[1] && other[0] <= last));
}

const properties = new Map<string, CodePoints>();

/** The code points of a Unicode property, `\p{L}`, as this version of Node knows them. */
export function pointsOfProperty(property: string): CodePoints {
  const known = properties.get(property) ?? enumerate(new RegExp(`${property}+`, 'gu'));
  properties.set(property, known);
  return known;
}

function enumerate(runs: RegExp): CodePoints {
  const found: [number, number][] = [];
  for (const text of everyCodePoint()) {
    for (const [run] of text.matchAll(runs)) {
      // A text ends with the last of a pair of surrogates.
      const last = run.length > 1 ? run.codePointAt(run.length - 2) : undefined;
      const end = last !== undefined && last > 0xffff ? last : run.charCodeAt(run.length - 1);
      found.push([run.codePointAt(0) as number, end]);
    }
  }
  return toCodePoints(found);
}

/** All code points in texts within which they follow one another; halves of pairs apart, lest they make pairs. */
function* everyCodePoint(): Generator<string> {
  const starts = [
    [0, 0xd7ff],
    [0xd800, 0xdbff],
    [0xdc00, 0xdfff],
    [0xe000, LAST],
  ] as const;
  for (const [first, last] of starts) {
    for (let from = first; from <= last; from += 0x4000) {
      const length = Math.min(0x4000, last - from + 1);
      yield String.fromCodePoint(...Array.from({ length }, (_, n) => from + n));
    }
  }
}
