import { type PatternNode, parsePattern } from './pattern-tree.ts';

/** How long a text must be at least to fit a pattern; 0 for a pattern that nobody can read. */
export function shortestText(pattern: string): number {
  try {
    new RegExp(pattern, 'u');
    return lengthOf(parsePattern(pattern, true));
  } catch {
    return 0;
  }
}

function lengthOf(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'choice':
      return Math.min(...node.options.map(lengthOf));
    case 'sequence':
      return node.parts.reduce((total, part) => total + lengthOf(part), 0);
    case 'repeat':
      return node.least === 0 ? 0 : node.least * lengthOf(node.body);
    default:
      return 0;
  }
}
