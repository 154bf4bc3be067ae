import { parsePointer } from '../spec/json-pointer.ts';
import { plural } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import type { JsonNode } from './json-nodes.ts';

type PartKind = 'key' | 'string' | 'literal' | 'plain' | 'left-out';

/** One line of an excerpt. */
interface Line {
  readonly depth: number;
  readonly parts: readonly (readonly [PartKind, string])[];
  /** What the pointer points at. */
  readonly marked: boolean;
}

const MOST_TEXT = 300;
/** Below the value that is pointed at, so many levels are opened. */
const OPENED = 2;
/** Of an object or a list at most so many children are shown, some of them before the one on the way. */
const MOST = { object: 40, array: 3 };
const BEFORE = { object: 20, array: 1 };
const CHILD = { object: 'field', array: 'item' };

/**
 * A JSON value, pretty-printed around what a pointer points at: the way to it is opened, what lies beside
 * it is closed. A value that is missing is marked where it should be.
 */
export function toExcerpt(root: JsonNode, pointer: string): Line[] {
  const path = parsePointer(pointer);
  return print({ node: root, path, depth: 0, before: [], after: '', opened: OPENED, marked: false });
}

interface Printed {
  readonly node: JsonNode;
  /** What is left of the pointer; undefined beside its way. */
  readonly path: readonly string[] | undefined;
  readonly depth: number;
  readonly before: Line['parts'];
  readonly after: string;
  /** How many more levels are opened. */
  readonly opened: number;
  readonly marked: boolean;
}

function print(printed: Printed): Line[] {
  const { node, path, depth, before, after, opened, marked } = printed;
  const line = (...parts: Line['parts']): Line => ({ depth, parts, marked });
  if (node.kind === 'literal')
    return [line(...before, literal(node.text), ...plain(after)), ...missing(path, depth)];
  const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  const all = childrenOf(node);
  const isOnWay = path !== undefined && path.length > 0;
  if (all.length === 0 && !isOnWay) return [line(...before, ...plain(open + close + after))];
  if (!isOnWay && opened === 0) {
    const inside = `… ${plural(all.length, CHILD[node.kind])}`;
    return [line(...before, ['plain', `${open} `], ['left-out', inside], ['plain', ` ${close}${after}`])];
  }
  return [
    line(...before, ...plain(open)),
    ...children(node.kind, all, { ...printed, opened: isOnWay ? opened : opened - 1 }),
    line(...plain(close + after)),
  ];
}

interface Child {
  readonly name: string;
  /** As it is written; undefined in a list. */
  readonly key?: string;
  readonly value: JsonNode;
}

function childrenOf(node: Exclude<JsonNode, { kind: 'literal' }>): readonly Child[] {
  return node.kind === 'object'
    ? node.members
    : node.items.map((value, index) => ({ name: String(index), value }));
}

/** The children around the one on the way, and how many are left out before and behind them. */
function children(kind: 'object' | 'array', all: readonly Child[], { path, ...of }: Printed): Line[] {
  const [wanted, ...rest] = path ?? [];
  const depth = of.depth + 1;
  const at = wanted === undefined ? 0 : all.findIndex(({ name }) => name === wanted);
  const first = at < 0 ? 0 : Math.max(0, Math.min(at - BEFORE[kind], all.length - MOST[kind]));
  const shown = all.slice(first, first + MOST[kind]);
  const lines = shown.flatMap(({ key, name, value }, index) => {
    const isOnWay = wanted !== undefined && name === wanted;
    return print({
      node: value,
      path: isOnWay ? rest : undefined,
      depth,
      before: key === undefined ? [] : [['key', shortened(key, MOST_TEXT)], ...plain(': ')],
      after: first + index < all.length - 1 ? ',' : '',
      opened: wanted === undefined || isOnWay ? of.opened : 0,
      marked: of.marked || (isOnWay && rest.length === 0),
    });
  });
  return [
    ...leftOut(first, CHILD[kind], depth),
    ...lines,
    ...leftOut(all.length - first - shown.length, CHILD[kind], depth),
    ...(at < 0 ? missing(path, depth) : []),
  ];
}

/** A line for what the pointer points at and the value does not have. */
function missing(path: readonly string[] | undefined, depth: number): Line[] {
  const [wanted] = path ?? [];
  if (wanted === undefined) return [];
  return [{ depth, parts: [['left-out', `there is no ${shortened(wanted, MOST_TEXT)} here`]], marked: true }];
}

function leftOut(count: number, one: string, depth: number): Line[] {
  return count <= 0 ? [] : [{ depth, parts: [['left-out', `… ${plural(count, one)}`]], marked: false }];
}

function literal(text: string): readonly [PartKind, string] {
  return [text.startsWith('"') ? 'string' : 'literal', shortened(text, MOST_TEXT)];
}

function plain(text: string): Line['parts'] {
  return text === '' ? [] : [['plain', text]];
}
