import type { DeclaredExpressions } from './declared-expressions.ts';
import { statedIn } from './evidence.ts';
import type { Expression } from './expressions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Order, OrderChoice } from './spec.ts';

type OrderDirection = OrderChoice['direction'];

/** Throws a SpecError unless the rows have the field. */
export type FieldCheck = (name: string, pointer: string) => string;

/** Resolves `order`. Throws a SpecError for what no request could mean by it. */
export function toOrder(
  raw: Json | undefined,
  expressions: DeclaredExpressions,
  field: FieldCheck,
): Order | undefined {
  if (!isObject(raw)) return undefined;
  const places = requestPlaces(raw, expressions);
  const isLiteral = places.by !== undefined && places.direction === undefined;
  const choices = toChoices(raw.by, isLiteral, field);
  const order: Order = {
    by: [...new Set(choices.map((choice) => choice.field))],
    choices,
    requestedBy: places.by,
    isSeveral: places.by !== undefined && takesSeveral(places.by, expressions),
    requestedDirection: places.direction,
    evidence: statedIn(raw.evidence, 'by'),
  };
  checkAllowed(order, expressions);
  return order;
}

interface RequestPlaces {
  readonly by: Expression | undefined;
  readonly direction: Expression | undefined;
}

/** Where a request says what to order by, and where the direction: what its schema shows, else the second of two. */
function requestPlaces(raw: JsonObject, expressions: DeclaredExpressions): RequestPlaces {
  const names = isObject(raw.by) ? Object.keys(raw.by) : [];
  const places = [raw.request ?? []].flat().map((text, index) => {
    const pointer = Array.isArray(raw.request) ? `/order/request/${index}` : '/order/request';
    const place = expressions.request(String(text), pointer);
    return { place, says: saysDirection(place, names, expressions) };
  });
  if (places.length < 2) {
    const [only] = places;
    return only?.says ? { by: undefined, direction: only.place } : { by: only?.place, direction: undefined };
  }
  const direction = places.find(({ says }) => says) ?? places[1];
  return { by: places.find((one) => one !== direction)?.place, direction: direction?.place };
}

/** A place says the direction where its values do, and are not themselves what the document orders by. */
function saysDirection(place: Expression, names: string[], expressions: DeclaredExpressions): boolean {
  const said = [...allowedAt(place, expressions), expressions.schemaOf(place).default ?? null].filter(
    (value) => value !== null,
  );
  return said.length > 0 && said.every((value) => directionOf(value) && !names.includes(String(value)));
}

function toChoices(by: Json | undefined, isLiteral: boolean, field: FieldCheck): OrderChoice[] {
  if (Array.isArray(by))
    return by.map(String).map((text, index) => {
      const { name, direction } = signed(text);
      return { value: isLiteral ? text : name, field: field(name, `/order/by/${index}`), direction };
    });
  return Object.entries(by as JsonObject).map(([value, text]) => {
    const { name, direction } = signed(String(text));
    return { value, field: field(name, `/order/by/${value}`), direction };
  });
}

/** `-created`: the field created, descending. */
function signed(text: string): { readonly name: string; readonly direction: OrderDirection } {
  const [, sign, name = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  return { name, direction: sign === '-' ? 'desc' : 'asc' };
}

/** What a closed set lets a request ask for must be an order, or nothing would come of it. */
function checkAllowed(order: Order, expressions: DeclaredExpressions): void {
  const { requestedBy: by, requestedDirection: direction, choices } = order;
  const named = choices.map(({ value }) => value).join(', ');
  for (const value of by ? allowedAt(by, expressions) : []) {
    if (choiceOf(order, value)) continue;
    const isSigned = choices.some((choice) => choice.value === `-${value}`);
    throw expressions.error(
      '/order/by',
      `${by?.text} may be ${JSON.stringify(value)}, which is no order here; the orders are ${named}${
        isSigned ? `; where a request says ${value} without the sign, write { ${value}: -${value} }` : ''
      }`,
    );
  }
  for (const value of direction ? allowedAt(direction, expressions) : []) {
    if (directionOf(value)) continue;
    throw expressions.error(
      '/order/request',
      `${direction?.text} may be ${JSON.stringify(value)}, which is no direction; it must be asc or desc, ascending or descending, 1 or -1`,
    );
  }
}

/** A list asks for several orders, the first before the second. */
function takesSeveral(place: Expression, expressions: DeclaredExpressions): boolean {
  return [expressions.schemaOf(place).type].flat().includes('array');
}

function allowedAt(place: Expression, expressions: DeclaredExpressions): Json[] {
  const schema = expressions.schemaOf(place);
  const { enum: listed } = takesSeveral(place, expressions) && isObject(schema.items) ? schema.items : schema;
  return Array.isArray(listed) ? listed.filter((value) => value !== null && value !== '') : [];
}

/** The order that a request gets by what it says in the places of `order.request`. */
export function requestedOrder(
  order: Order,
  by: Json | undefined,
  direction: Json | undefined,
): RequestedOrder {
  const [usual] = order.choices as readonly [OrderChoice];
  const asked = Array.isArray(by) && order.isSeveral ? by : [Array.isArray(by) ? by[0] : by];
  const found = asked.flatMap((value) => choiceOf(order, value as Json) ?? []);
  const turned = directionOf(direction);
  const [first = toKey(usual, turned), ...others] = found.map((choice) => toKey(choice, turned));
  // A field that comes again puts nothing in another order.
  const more = others.filter(
    ({ field }, at) => field !== first.field && others.findIndex((one) => one.field === field) === at,
  );
  return more.length > 0 ? { ...first, more } : first;
}

/** One field by which rows stand in order. */
interface RequestedKey {
  readonly field: string;
  readonly direction: OrderDirection;
}

/** How rows should stand; where they are alike in the field, by the others. */
export interface RequestedOrder extends RequestedKey {
  readonly more?: readonly RequestedKey[];
}

function toKey({ field, direction }: OrderChoice, turned: OrderDirection | undefined): RequestedKey {
  return { field, direction: turned ?? direction };
}

/** The order of a value; undefined where it asks for none that there is. */
function choiceOf({ choices }: Order, value: Json | undefined): OrderChoice | undefined {
  if (value === undefined) return undefined;
  // A plus says what no sign says, too; one that is not encoded in a query is a blank.
  const [, name = value] = /^[+ ](.+)$/s.exec(String(value)) ?? [];
  return choices.find((choice) => choice.value === value) ?? choices.find((choice) => choice.value === name);
}

/** The direction that a word means: `asc`, `Descending`, -1; undefined for another. */
export function directionOf(value: Json | undefined): OrderDirection | undefined {
  if (value === undefined) return undefined;
  if (value === 1 || value === -1) return value === 1 ? 'asc' : 'desc';
  const [, word] = /^(asc|desc)(?:ending)?$/i.exec(String(value)) ?? [];
  return word?.toLowerCase() as OrderDirection | undefined;
}
