import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import { SpecError } from '../errors.ts';
import { MOST_LEVELS, TOO_DEEP } from './most-levels.ts';

/** What aliases may make of a document, and how many of them: the parser looks through all anchors for each. */
const MOST_VALUES = 3_000_000;
const MOST_ALIASES = 10_000;

interface TreePlace {
  readonly file: string;
  readonly lineAt: (offset: number) => number;
}

/**
 * Holds a parsed document against what its readers can walk. Throws a SpecError, with the line, for a key that
 * stands twice or is no text, for nesting without end, and for aliases that stand for millions of values.
 */
export function checkYamlTree({ contents }: Document, { file, lineAt }: TreePlace): void {
  const fail = (problem: string, node: Node) =>
    new SpecError(problem, { file, line: lineAt(node.range?.[0] ?? 0) });
  const anchors = new Map<string, { values: number; levels: number }>();
  let aliases = 0;

  /** How many values a node stands for, and how deep it is. */
  function measure(node: Node | null, level: number): { values: number; levels: number } {
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MOST_ALIASES) throw fail(`there are more than ${MOST_ALIASES} aliases`, node);
      const found = anchors.get(node.source);
      // An anchor is known once its node has ended: an alias in it has no end.
      if (!found) throw fail(`the alias *${node.source} stands for nothing that ends before it`, node);
      return found;
    }
    const total = { values: 1, levels: 1 };
    for (const child of childrenOf(node, fail)) {
      if (level >= MOST_LEVELS) throw fail(TOO_DEEP, child);
      const { values, levels } = measure(child, level + 1);
      total.values += values;
      total.levels = Math.max(total.levels, levels + 1);
      if (total.levels > MOST_LEVELS) throw fail(TOO_DEEP, child);
      if (total.values > MOST_VALUES)
        throw fail(`aliases make more than ${MOST_VALUES} values of this document`, child);
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) anchors.set(node.anchor, total);
    return total;
  }

  measure(contents, 1);
}

function childrenOf(node: Node | null, fail: (problem: string, node: Node) => SpecError): Node[] {
  if (isSeq(node)) return node.items.filter((item): item is Node => item !== null) as Node[];
  if (!isMap(node)) return [];
  const names = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    const at = (key ?? node) as Node;
    if (isMap(key) || isSeq(key) || isPair(key) || isAlias(key)) throw fail('a key must be a text', at);
    const name = String(isScalar(key) ? key.value : key);
    if (names.has(name))
      throw fail(`the key ${JSON.stringify(name)} stands twice in one object; take one of them out`, at);
    names.add(name);
    return value === null || value === undefined ? [] : [value as Node];
  });
}
