import type { JsonObject } from '../json.ts';
import { directionOf } from '../order.ts';
import { listedBy } from './find-filters.ts';
import type { NamedPlace } from './named-place.ts';
import { normalName } from './normal-name.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import type { RowField } from './row-fields.ts';

interface FoundOrder {
  /** The block `x-confab.order`. */
  readonly words: JsonObject;
  /** For people: the parameters. */
  readonly labels: readonly string[];
}

const BY = ['sort', 'sortby', 'orderby', 'order', 'ordering', 'sortfield', 'sortkey', 'orderfield'];
const DIRECTION = [
  'direction',
  'order',
  'sortorder',
  'sortdir',
  'sortdirection',
  'orderdirection',
  'orderdir',
  'dir',
  'sort',
];

/** The parameter that plainly asks for an order: each of its values is a field of the row, with a sign or a direction. */
export function findOrder(
  query: readonly NamedPlace[],
  fields: readonly RowField[],
  made: RowField | undefined,
): FoundOrder | undefined {
  const isDirection = (one: NamedPlace) =>
    listedBy(one).length > 0 && listedBy(one).every((value) => directionOf(value) !== undefined);
  const by = query.find((one) => BY.includes(one.name) && listedBy(one).length > 0 && !isDirection(one));
  if (!by) return undefined;
  const direction = query.find((one) => DIRECTION.includes(one.name) && one !== by && isDirection(one));
  const orders = new Map<string, string>();
  for (const value of listedBy(by)) {
    const order = typeof value === 'string' ? orderOf(value, fields) : undefined;
    if (order === undefined) return undefined;
    orders.set(value as string, order);
  }
  const usual = [by.schema.default].flat()[0];
  const first = typeof usual === 'string' ? orders.get(usual) : undefined;
  // Nothing else says in which order rows come that no request asks for: the newest first.
  if (usual === undefined ? made === undefined : first === undefined) return undefined;
  const start = first === undefined ? { '': `-${made?.label}` } : { [String(usual)]: first };
  return {
    words: {
      by: { ...start, ...Object.fromEntries(orders) },
      request: direction ? [by.text, direction.text] : by.text,
      evidence: RECOGNISED.word,
    },
    labels: direction ? [by.label, direction.label] : [by.label],
  };
}

/** `-created_at`, `name`, `name_asc`, `name:desc` as the field with its sign. */
function orderOf(value: string, fields: readonly RowField[]): string | undefined {
  const [, sign, signed = ''] = /^([-+]?)(.+)$/s.exec(value) ?? [];
  const [, plain = signed, ending] = /^(.+?)[_:., -](asc|desc)$/i.exec(signed) ?? [];
  const named = fields.filter(({ name }) => name === normalName(plain));
  const short = fields.filter(
    ({ name }) =>
      /^(?:at|time|date|on)$/.test(name.slice(normalName(plain).length)) &&
      name.startsWith(normalName(plain)),
  );
  const [field] = named.length > 0 ? named : short;
  if (!field || (named.length || short.length) > 1 || /[-+]/.test(field.label[0] ?? '')) return undefined;
  if (!field.types.every((type) => ['string', 'integer', 'number', 'boolean'].includes(type)))
    return undefined;
  const isDown = sign === '-' || ending?.toLowerCase() === 'desc';
  return `${isDown ? '-' : ''}${field.label}`;
}
