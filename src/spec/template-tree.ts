/** Finds the path templates that may fit a path without trying each: a large document has some thousand. */
export interface TemplateTree<T> {
  /** What was put in for templates whose literal segments are those of the path, in the order in which it was. */
  candidates(path: string): readonly T[];
}

interface TreeNode<T> {
  readonly literal: Map<string, TreeNode<T>>;
  /** Behind a segment with a parameter in it: no parameter has a slash, so that it is one segment of a path. */
  any: TreeNode<T> | undefined;
  readonly ending: InOrder<T>[];
}

interface InOrder<T> {
  readonly rank: number;
  readonly value: T;
}

/** A tree of templates by their segments; `{}` stands for a parameter. */
export function createTemplateTree<T>(
  templates: Iterable<readonly [template: string, value: T]>,
): TemplateTree<T> {
  const root = createNode<T>();
  let rank = 0;
  for (const [template, value] of templates) {
    let node = root;
    for (const segment of template.split('/')) node = obtainChild(node, segment);
    node.ending.push({ rank, value });
    rank += 1;
  }
  return {
    candidates(path) {
      const found: InOrder<T>[] = [];
      collect(root, path.split('/'), 0, found);
      return found.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
    },
  };
}

function collect<T>(
  node: TreeNode<T>,
  segments: readonly string[],
  index: number,
  found: InOrder<T>[],
): void {
  if (index === segments.length) {
    found.push(...node.ending);
    return;
  }
  const literal = node.literal.get(segments[index] as string);
  if (literal) collect(literal, segments, index + 1, found);
  if (node.any) collect(node.any, segments, index + 1, found);
}

function obtainChild<T>(node: TreeNode<T>, segment: string): TreeNode<T> {
  if (segment.includes('{}')) {
    node.any ??= createNode();
    return node.any;
  }
  const child = node.literal.get(segment) ?? createNode<T>();
  node.literal.set(segment, child);
  return child;
}

function createNode<T>(): TreeNode<T> {
  return { literal: new Map(), any: undefined, ending: [] };
}
