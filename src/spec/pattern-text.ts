import type { CodePoints } from './code-points.ts';
import { type PatternNode, parsePattern } from './pattern-tree.ts';

/** A whole number from 0 on that is less than so many. */
type PickBelow = (span: number) => number;

/** Letters and digits are what people read; anything else only where a pattern wants it. */
const USUAL: CodePoints = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x20, 0x7e],
];

/**
 * A text that a pattern describes, longer the larger `more` is: so often what may be repeated is. What it must look
 * ahead to or refer back to is not seen: whoever needs a fit tries it. Throws an Error for what is no pattern.
 */
export function patternText(source: string, more: number, pick: PickBelow): string {
  return textOf(toTree(source), more, pick);
}

function toTree(source: string): PatternNode {
  try {
    new RegExp(source, 'u');
    return parsePattern(source, true);
  } catch {
    new RegExp(source);
    return parsePattern(source, false);
  }
}

function textOf(node: PatternNode, more: number, pick: PickBelow): string {
  switch (node.kind) {
    case 'set':
      return pointOf(node.set, pick);
    case 'choice':
      return textOf(node.options[pick(node.options.length)] as PatternNode, more, pick);
    case 'sequence':
      return node.parts.map((part) => textOf(part, more, pick)).join('');
    case 'repeat': {
      const times = Math.min(node.most, node.least + more);
      return Array.from({ length: times }, () => textOf(node.body, more, pick)).join('');
    }
    default:
      return '';
  }
}

function pointOf(set: CodePoints, pick: PickBelow): string {
  const usual = USUAL.flatMap(([first, last]) =>
    set
      .map(([from, to]) => [Math.max(first, from), Math.min(last, to)] as const)
      .filter(([from, to]) => from <= to),
  );
  const ranges = usual.length > 0 ? usual : set;
  // What comes first of the usual ones is picked from: letters before signs.
  const [from, to] = ranges[usual.length > 0 ? 0 : pick(ranges.length)] ?? [0x78, 0x78];
  return String.fromCodePoint(from + pick(to - from + 1));
}
