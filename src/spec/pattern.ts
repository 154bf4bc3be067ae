import { isSurelyLinear } from './pattern-cost.ts';
import { compileByRe2 } from './pattern-re2.ts';
import { ECMA, toPatternSource } from './pattern-source.ts';
import { parsePattern } from './pattern-tree.ts';

/** A pattern of a document, ready to test texts: in time that grows with their length and no faster. */
export interface TextPattern {
  test(text: string): boolean;
  /** Whether RegExp itself may test texts by it, however long they are. */
  readonly isNative: boolean;
  /** The pattern as it was written. */
  toString(): string;
}

const MOST_LENGTH = 10_000;
const MOST_KNOWN = 10_000;
const known = new Map<string, TextPattern>();

/**
 * Compiles a regular expression of ECMA-262, as JSON Schema has them: with the flag `u`, or without where only that
 * can read it; either way a character is a code point. RegExp runs those that surely take linear time, and RE2 the
 * others. Throws an Error with a short phrase for what is no pattern, and for what neither can do in linear time.
 */
export function compilePattern(source: string): TextPattern {
  const before = known.get(source);
  if (before) return before;
  const engine = toEngine(source);
  const pattern = {
    test: (text: string) => engine.test(text),
    isNative: engine instanceof RegExp,
    toString: () => source,
  };
  if (known.size < MOST_KNOWN) known.set(source, pattern);
  return pattern;
}

function toEngine(source: string): Pick<TextPattern, 'test'> {
  if (source.length > MOST_LENGTH)
    throw new Error(`is longer than ${MOST_LENGTH.toLocaleString('en')} characters`);
  const native = toRegExp(source, 'u');
  if (!native && !toRegExp(source, '')) throw new Error(`is no regular expression: ${problemOf(source)}`);
  const tree = parsePattern(source, native !== undefined);
  if (!isSurelyLinear(tree)) return compileByRe2(tree);
  return native ?? new RegExp(toPatternSource(tree, ECMA), 'u');
}

function toRegExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** `Invalid regular expression: /(/: Unterminated group`: what was written is shown elsewhere. */
function problemOf(source: string): string {
  try {
    new RegExp(source);
    return '';
  } catch (error) {
    return (error as Error).message.split(': ').at(-1) ?? '';
  }
}
