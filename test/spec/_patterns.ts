import type { PatternNode } from '../../src/spec/pattern-tree.ts';

/**
 * Tests a text as an engine does that goes back, and counts its steps: what RegExp does is not for us to count.
 * `enough` ends what grows beyond it.
 */
export function stepsBack(tree: PatternNode, text: string, enough: number): number {
  const points = [...text].map((point) => point.codePointAt(0) as number);
  let steps = 0;
  const isWord = (at: number) => /^\w$/.test(String.fromCodePoint(points[at] ?? 0));
  type Next = (at: number) => boolean;

  function match(node: PatternNode, at: number, next: Next): boolean {
    steps += 1;
    if (steps > enough) throw new RangeError('too many steps');
    switch (node.kind) {
      case 'set': {
        const point = points[at];
        const fits = point !== undefined && node.set.some(([first, last]) => point >= first && point <= last);
        return fits && next(at + 1);
      }
      case 'edge': {
        const isEdge = isWord(at - 1) !== isWord(at);
        const holds = { '^': at === 0, $: at === points.length, b: isEdge, B: !isEdge };
        return holds[node.edge] && next(at);
      }
      case 'look':
        return match(node.body, at, () => true) === node.open.endsWith('=') && next(at);
      case 'choice':
        return node.options.some((option) => match(option, at, next));
      case 'sequence': {
        const from = (index: number): Next => {
          const part = node.parts[index];
          return part === undefined ? next : (here) => match(part, here, from(index + 1));
        };
        return from(0)(at);
      }
      case 'repeat': {
        const more = (times: number, here: number): boolean => {
          const again = () =>
            match(node.body, here, (there) => {
              const isIdle = there === here && times >= node.least;
              return !isIdle && more(times + 1, there);
            });
          return (times < node.most && again()) || (times >= node.least && next(here));
        };
        return more(0, at);
      }
      case 'backreference':
        throw new Error('is not counted');
    }
  }

  try {
    for (let at = 0; at <= points.length; at += 1) if (match(tree, at, () => true)) return steps;
  } catch (error) {
    if (error instanceof RangeError) return enough;
    throw error;
  }
  return steps;
}
