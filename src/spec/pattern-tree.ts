import type { CodePoints } from './code-points.ts';
import { createPatternReader } from './pattern-reader.ts';

/** What a pattern is made of. Groups only hold together, as nobody asks what they caught. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'edge'; readonly edge: '^' | '$' | 'b' | 'B' }
  | { readonly kind: 'look'; readonly open: '?=' | '?!' | '?<=' | '?<!'; readonly body: PatternNode }
  | { readonly kind: 'backreference' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      /** Infinity: without an upper bound. */
      readonly most: number;
    };

/** Deeper patterns are no longer read by anybody. */
const MOST_GROUPS = 200;

/**
 * Parses a regular expression of ECMA-262 that is known to be valid, with the flag `u` or without (where more
 * escapes and lone brackets are letters of their own). Throws an Error with a short phrase for what cannot be read.
 */
export function parsePattern(source: string, unicode: boolean): PatternNode {
  const reader = createPatternReader(source, unicode);
  let depth = 0;

  function choice(): PatternNode {
    const options = [sequence()];
    while (reader.take('|')) options.push(sequence());
    return options.length === 1 ? (options[0] as PatternNode) : { kind: 'choice', options };
  }

  function sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!reader.ended && !reader.sees('|') && !reader.sees(')')) parts.push(repeated(atom()));
    return parts.length === 1 ? (parts[0] as PatternNode) : { kind: 'sequence', parts };
  }

  function repeated(body: PatternNode): PatternNode {
    const times = reader.quantifier();
    return times ? { kind: 'repeat', body, ...times } : body;
  }

  function atom(): PatternNode {
    if (reader.take('(')) return group();
    if (reader.take('^')) return { kind: 'edge', edge: '^' };
    if (reader.take('$')) return { kind: 'edge', edge: '$' };
    return reader.escapedEdge() ?? { kind: 'set', set: reader.set() };
  }

  function group(): PatternNode {
    depth += 1;
    if (depth > MOST_GROUPS) throw new Error(`nests more than ${MOST_GROUPS} groups`);
    const open = (['?=', '?!', '?<=', '?<!'] as const).find((one) => reader.take(one));
    if (!open && !reader.take('?:') && !reader.takeName() && reader.sees('?'))
      throw new Error('sets flags within a group');
    const body = choice();
    reader.take(')');
    depth -= 1;
    return open ? { kind: 'look', open, body } : body;
  }

  return choice();
}
