import { parsePointer } from '../spec/json.ts';
import { plural } from '../text/plural.ts';
import type { SourceMember, SourceNode } from './json-source.ts';
import { shortened } from './words.ts';

type PartKind = 'key' | 'string' | 'literal' | 'plain' | 'left-out';

/** One line of an excerpt. */
export interface Line {
  readonly depth: number;
  readonly parts: readonly (readonly [PartKind, string])[];
  /** What the pointer points at. */
  readonly marked: boolean;
}

const MOST_MEMBERS = 40;
const MOST_ITEMS = 3;
const MOST_TEXT = 300;
/** A container below the place that is pointed at is opened so deep. */
const OPENED = 2;

/**
 * A JSON value, pretty-printed around what a pointer points at: the way to it is opened, what lies beside
 * it is closed. A place that is not there is marked where it should be.
 */
export function toExcerpt(root: SourceNode, pointer: string): Line[] {
  const path = parsePointer(pointer);
  return print({ node: root, path, depth: 0, before: [], after: '', opened: OPENED, marked: false });
}

interface Printed {
  readonly node: SourceNode;
  /** What is left of the pointer; undefined beside its way. */
  readonly path: readonly string[] | undefined;
  readonly depth: number;
  readonly before: Line['parts'];
  readonly after: string;
  /** How many more levels are opened. */
  readonly opened: number;
  readonly marked: boolean;
}

function print({ node, path, depth, before, after, opened, marked }: Printed): Line[] {
  const line = (parts: Line['parts']): Line => ({ depth, parts, marked });
  if (node.kind === 'literal')
    return [line([...before, literal(node.text), ...plain(after)]), ...missing(path, depth)];
  const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  const size = node.kind === 'object' ? node.members.length : node.items.length;
  const isOnWay = path !== undefined && path.length > 0;
  if (size === 0 && !isOnWay) return [line([...before, ...plain(open + close + after)])];
  if (!isOnWay && opened === 0) {
    const inside = node.kind === 'object' ? plural(size, 'field') : plural(size, 'item');
    return [
      line([...before, ['plain', `${open} `], ['left-out', `… ${inside}`], ['plain', ` ${close}${after}`]]),
    ];
  }
  const below = isOnWay ? opened : opened - 1;
  const inner =
    node.kind === 'object'
      ? members(node.members, path, depth + 1, below, marked)
      : items(node.items, path, depth + 1, below, marked);
  return [line([...before, ...plain(open)]), ...inner, line([...plain(close + after)])];
}

function members(
  all: readonly SourceMember[],
  path: readonly string[] | undefined,
  depth: number,
  opened: number,
  marked: boolean,
): Line[] {
  const [wanted, ...rest] = path ?? [];
  const at = wanted === undefined ? 0 : all.findIndex(({ name }) => name === wanted);
  const first = Math.max(0, Math.min(at - MOST_MEMBERS / 2, all.length - MOST_MEMBERS));
  const shown = all.slice(first, first + MOST_MEMBERS);
  const lines = shown.flatMap(({ key, name, value }, index) => {
    const isOnWay = wanted !== undefined && name === wanted;
    return print({
      node: value,
      path: isOnWay ? rest : undefined,
      depth,
      before: [
        ['key', shortened(key, MOST_TEXT)],
        ['plain', ': '],
      ],
      after: first + index < all.length - 1 ? ',' : '',
      opened: wanted === undefined || isOnWay ? opened : 0,
      marked: marked || (isOnWay && rest.length === 0),
    });
  });
  return [
    ...leftOut(first, 'field', depth),
    ...lines,
    ...leftOut(all.length - first - shown.length, 'field', depth),
    ...(wanted !== undefined && at < 0 ? missing(path, depth) : []),
  ];
}

function items(
  all: readonly SourceNode[],
  path: readonly string[] | undefined,
  depth: number,
  opened: number,
  marked: boolean,
): Line[] {
  const [wanted, ...rest] = path ?? [];
  const at = wanted === undefined ? 0 : Number(wanted);
  const isThere = Number.isInteger(at) && at >= 0 && at < all.length;
  const first = isThere ? Math.max(0, Math.min(at - 1, all.length - MOST_ITEMS)) : 0;
  const shown = all.slice(first, first + MOST_ITEMS);
  const lines = shown.flatMap((node, index) => {
    const isOnWay = wanted !== undefined && first + index === at;
    return print({
      node,
      path: isOnWay ? rest : undefined,
      depth,
      before: [],
      after: first + index < all.length - 1 ? ',' : '',
      opened: wanted === undefined || isOnWay ? opened : 0,
      marked: marked || (isOnWay && rest.length === 0),
    });
  });
  return [
    ...leftOut(first, 'item', depth),
    ...lines,
    ...leftOut(all.length - first - shown.length, 'item', depth),
    ...(wanted !== undefined && !isThere ? missing(path, depth) : []),
  ];
}

/** A line for what the pointer wants and the body has not. */
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
