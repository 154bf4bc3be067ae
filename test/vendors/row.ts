import { statedIn } from '../../src/spec/evidence.ts';
import { isObject, type Json, type JsonObject, member } from '../../src/spec/json.ts';
import { fromReference, toPointer, valueAt } from '../../src/spec/json-pointer.ts';
import type { Evidence } from '../../src/spec/spec.ts';
import { statementWords } from './statement-words.ts';

/** A statement in words. */
export interface Said {
  /** What it is called within its row; the same in every profile. */
  readonly key: string;
  readonly words: string;
  readonly evidence: Evidence;
}

/** A line of a table: one field, header, word or cause, with all that is said of it. */
export interface Row {
  readonly name: string;
  readonly about: string;
  readonly says: readonly Said[];
}

/** A table with a heading of its own. */
export interface Section {
  /** The same in every profile. */
  readonly key: string;
  readonly heading: string;
  readonly about: string;
  /** What its rows are. */
  readonly of: string;
  /** The schema locations that it is about, where other operations may share them. */
  readonly source: string;
  readonly rows: readonly Row[];
  /** For people: named JSON values. */
  readonly examples: readonly { readonly name: string; readonly summary: string; readonly value: Json }[];
}

/** A place in a document, behind its references. */
export interface Node {
  readonly pointer: string;
  readonly value: JsonObject;
}

export function nodeAt(document: JsonObject, pointer: string): Node {
  const value = valueAt(document, pointer);
  if (!isObject(value)) return { pointer, value: {} };
  return typeof value.$ref === 'string' && value.$ref.startsWith('#')
    ? nodeAt(document, fromReference(value.$ref))
    : { pointer, value };
}

export function childOf(
  document: JsonObject,
  { pointer }: Node,
  ...parts: readonly (string | number)[]
): Node {
  return nodeAt(document, pointer + toPointer(parts));
}

/** The nodes in a list or a map of a node, by name. */
export function childrenOf(document: JsonObject, node: Node, name: string): [string, Node][] {
  const holder = member(node.value, name);
  if (holder === null || typeof holder !== 'object') return [];
  return Object.keys(holder).map((key) => [key, childOf(document, node, name, key)]);
}

/** What a node says by a keyword or a word of `x-confab`. */
export function saidBy({ value }: Node, statement: string, words?: string): Said {
  const said = words ?? statementWords(statement, valueAt(value, `/${statement}`) ?? null);
  return { key: statement, words: said, evidence: evidenceIn(value, statement) };
}

/** What a block (paging, a filter, a cause) says by one of its words. */
export function saidInBlock(block: JsonObject, word: string, words: string): Said {
  return { key: word, words, evidence: statedIn(block.evidence, word) };
}

export function evidenceIn(value: JsonObject, statement: string): Evidence {
  return statedIn(member(value['x-confab'], 'evidence'), statement);
}
