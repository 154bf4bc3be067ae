import { createRequire } from 'node:module';
import type { TextPattern } from './pattern.ts';
import { RE2, toPatternSource } from './pattern-source.ts';
import type { PatternNode } from './pattern-tree.ts';

/** Each character of a text is held against at most so many places of a pattern. */
const MOST_STATES = 1000;

/** A pattern run by RE2. Throws an Error with a short phrase for what RE2 cannot do. */
export function compileByRe2(tree: PatternNode): Pick<TextPattern, 'test'> {
  if (statesOf(tree) > MOST_STATES)
    throw new Error(
      `repeats what can match in several ways, up to ${MOST_STATES} times and more: say the length with minLength and maxLength`,
    );
  const source = toPatternSource(tree, RE2);
  // Most documents have no pattern that needs it, and it takes as long to load as a start may take longer.
  const { RE2JS } = createRequire(import.meta.url)('re2js') as typeof import('re2js');
  return RE2JS.compile(source);
}

function statesOf(node: PatternNode): number {
  switch (node.kind) {
    case 'choice':
      return node.options.reduce((states, option) => states + statesOf(option), 1);
    case 'sequence':
      return node.parts.reduce((states, part) => states + statesOf(part), 1);
    case 'repeat':
      return statesOf(node.body) * Math.max(1, node.most === Infinity ? node.least + 1 : node.most);
    case 'look':
      throw new Error(
        `looks around (${node.open}…) and repeats, which may take more than linear time: say what else must match in allOf, and what must not in not`,
      );
    case 'backreference':
      throw new Error(
        'refers back to a group, which may take more than linear time: write out what it repeats, or list the texts in enum',
      );
    case 'set':
    case 'edge':
      return 1;
  }
}
