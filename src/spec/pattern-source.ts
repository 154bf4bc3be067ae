import { allBut, type CodePoints } from './code-points.ts';
import type { PatternNode } from './pattern-tree.ts';

/** How two kinds of engine write what they mean alike. */
interface Dialect {
  readonly point: (hex: string) => string;
  readonly edges: Readonly<Record<'^' | '$' | 'b' | 'B', string>>;
}

/** Of RegExp with the flag `u`. */
export const ECMA: Dialect = {
  point: (hex) => `\\u{${hex}}`,
  edges: { '^': '^', $: '$', b: '\\b', B: '\\B' },
};

/** Of RE2, where `$` may also mean the end of a line. */
export const RE2: Dialect = {
  point: (hex) => `\\x{${hex}}`,
  edges: { '^': '\\A', $: '\\z', b: '\\b', B: '\\B' },
};

/** Writes a pattern down for an engine. Backreferences have lost what they refer to. */
export function toPatternSource(node: PatternNode, dialect: Dialect): string {
  const write = (part: PatternNode): string => {
    switch (part.kind) {
      case 'set':
        return toClass(part.set, dialect);
      case 'edge':
        return dialect.edges[part.edge];
      case 'look':
        return `(${part.open}${write(part.body)})`;
      case 'backreference':
        throw new Error('refers back to a group');
      case 'choice':
        return `(?:${part.options.map(write).join('|')})`;
      case 'sequence':
        return `(?:${part.parts.map(write).join('')})`;
      case 'repeat':
        return `(?:${write(part.body)})${times(part)}`;
    }
  };
  return write(node);
}

/** A class with nothing in it is one that lacks everything. */
function toClass(set: CodePoints, { point }: Dialect): string {
  const isEmpty = set.length === 0;
  const ranges = (isEmpty ? allBut(set) : set).map(
    ([first, last]) => `${point(first.toString(16))}-${point(last.toString(16))}`,
  );
  return `[${isEmpty ? '^' : ''}${ranges.join('')}]`;
}

function times({ least, most }: Extract<PatternNode, { kind: 'repeat' }>): string {
  return `{${least},${most === Infinity ? '' : most}}`;
}
