import { type CodePoints, haveNoneInCommon, toCodePoints } from './code-points.ts';
import type { PatternNode } from './pattern-tree.ts';

/** At most `fixed + perCharacter × the text's length`. */
interface Bound {
  readonly fixed: number;
  readonly perCharacter: number;
}

/** What it takes to try all of a part of a pattern from one place of a text, as engines that go back do. */
interface Effort {
  /** In how many ways it can match. */
  readonly ways: Bound;
  /** How many steps it takes to try all of them. */
  readonly steps: Bound;
}

const NONE: Bound = { fixed: 0, perCharacter: 0 };
const ONE: Bound = { fixed: 1, perCharacter: 0 };
const STEP: Effort = { ways: ONE, steps: ONE };

/** Of a mebibyte, so many steps for each character take a fraction of a second. */
const MOST_PER_CHARACTER = 50;
const MOST_FIXED = 10_000;
/** More repetitions of one character count as if there were no limit. */
const FEW = 50;

/**
 * Whether an engine that goes back, as that of JavaScript does, is certain to test a text in time that grows with
 * its length and no faster. It is said only of patterns of which that can be shown by adding up; many others are
 * as quick.
 */
export function isSurelyLinear(pattern: PatternNode): boolean {
  const cost = costOf(pattern);
  if (!cost) return false;
  const { fixed, perCharacter } = cost.steps;
  // Without an anchor, every place of the text is tried.
  return isAnchored(pattern)
    ? fixed <= MOST_FIXED && perCharacter <= MOST_PER_CHARACTER
    : fixed <= MOST_PER_CHARACTER && perCharacter === 0;
}

function isAnchored(node: PatternNode): boolean {
  if (node.kind === 'sequence') return node.parts[0] !== undefined && isAnchored(node.parts[0]);
  if (node.kind === 'choice') return node.options.every(isAnchored);
  return node.kind === 'edge' && node.edge === '^';
}

/** Undefined: more than can be told. */
export function costOf(node: PatternNode): Effort | undefined {
  switch (node.kind) {
    case 'set':
    case 'edge':
      return STEP;
    case 'backreference':
      return undefined;
    case 'look': {
      const inside = node.open.startsWith('?<') ? undefined : costOf(node.body);
      // Once it is found, an engine does not look for another way.
      return inside && { ways: ONE, steps: sum(inside.steps, ONE) };
    }
    case 'choice':
      return ofChoice(node.options);
    case 'repeat':
      return node.body.kind === 'set' ? ofCharacters(node.least, node.most, false) : ofGroup(node);
    case 'sequence':
      return ofSequence(node.parts);
  }
}

function ofSequence(parts: readonly PatternNode[]): Effort | undefined {
  let ways: Bound | undefined = ONE;
  let steps: Bound | undefined = ONE;
  for (const [index, part] of parts.entries()) {
    const isCertain = part.kind === 'repeat' && endsWhere(part.body, parts[index + 1]);
    const cost = isCertain ? ofCharacters(part.least, part.most, true) : costOf(part);
    const more: Bound | undefined = ways && cost && product(ways, cost.steps);
    steps = steps && more && sum(steps, more);
    ways = ways && cost && product(ways, cost.ways);
  }
  return ways && steps && { ways, steps };
}

/** A run of characters can only end in one place where what must follow is none of them. */
function endsWhere(body: PatternNode, next: PatternNode | undefined): boolean {
  if (body.kind !== 'set' || next === undefined) return false;
  if (next.kind === 'edge') return next.edge === '$';
  const following = firstOf(next);
  return following !== undefined && haveNoneInCommon(body.set, following);
}

function ofChoice(options: readonly PatternNode[]): Effort | undefined {
  const firsts = options.map(firstOf);
  // Of options that begin differently only one can go on.
  const isExclusive = firsts.every(
    (first, at) => first && firsts.slice(0, at).every((other) => other && haveNoneInCommon(first, other)),
  );
  const together = isExclusive ? larger : sum;
  let total: Effort | undefined = { ways: NONE, steps: NONE };
  for (const option of options) {
    const cost = costOf(option);
    total = total &&
      cost && { ways: together(total.ways, cost.ways), steps: together(total.steps, cost.steps) };
  }
  // The first character of each is looked at.
  return total && { ...total, steps: sum(total.steps, { fixed: 2 * options.length, perCharacter: 0 }) };
}

/** The characters of which one must come first; undefined where that is not plain. */
function firstOf(node: PatternNode): CodePoints | undefined {
  if (node.kind === 'set') return node.set;
  if (node.kind === 'repeat') return node.least > 0 ? firstOf(node.body) : undefined;
  if (node.kind === 'sequence') return node.parts[0] && firstOf(node.parts[0]);
  if (node.kind !== 'choice') return undefined;
  const firsts = node.options.map(firstOf);
  return firsts.includes(undefined) ? undefined : toCodePoints((firsts as CodePoints[]).flat());
}

function ofCharacters(least: number, most: number, isCertain: boolean): Effort {
  const isFew = most <= FEW;
  // There and back.
  const steps = isFew ? { fixed: 2 * most + 2, perCharacter: 0 } : { fixed: 2, perCharacter: 2 };
  const ways = isFew ? { fixed: most - least + 1, perCharacter: 0 } : { fixed: 1, perCharacter: 1 };
  return { ways: isCertain ? ONE : ways, steps };
}

function ofGroup({ body, least, most }: Extract<PatternNode, { kind: 'repeat' }>): Effort | undefined {
  if (most > MOST_FIXED) return undefined;
  const one = costOf(body);
  let ways: Bound | undefined = least === 0 ? ONE : NONE;
  let steps: Bound | undefined = ONE;
  let inRow: Bound | undefined = ONE;
  for (let times = 1; times <= most; times += 1) {
    if (!one || !inRow || !ways || !steps) return undefined;
    const more = product(inRow, one.steps);
    steps = more && sum(steps, more);
    inRow = product(inRow, one.ways);
    ways = times < least || !inRow ? inRow && ways : sum(ways, inRow);
  }
  return ways && steps && { ways, steps };
}

function sum(a: Bound, b: Bound): Bound {
  return { fixed: a.fixed + b.fixed, perCharacter: a.perCharacter + b.perCharacter };
}

function larger(a: Bound, b: Bound): Bound {
  return { fixed: Math.max(a.fixed, b.fixed), perCharacter: Math.max(a.perCharacter, b.perCharacter) };
}

/** Undefined where it grows with the square of the length, or beyond what is allowed. */
function product(a: Bound, b: Bound): Bound | undefined {
  if (a.perCharacter > 0 && b.perCharacter > 0) return undefined;
  const fixed = a.fixed * b.fixed;
  const perCharacter = a.fixed * b.perCharacter + a.perCharacter * b.fixed;
  return fixed > MOST_FIXED || perCharacter > MOST_PER_CHARACTER ? undefined : { fixed, perCharacter };
}
