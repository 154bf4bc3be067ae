import type { DeclaredExpressions } from './declared-expressions.ts';
import { statedIn } from './evidence.ts';
import type { Expression } from './expressions.ts';
import { weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Order, OrderChoice } from './spec.ts';

type OrderDirection = Order['direction'];

/** Throws a SpecError unless the rows have the field. */
export type FieldCheck = (name: string, pointer: string) => string;

/** Resolves `order`. Throws a SpecError for what no request could mean by it. */
export function toOrder(
  raw: Json | undefined,
  expressions: DeclaredExpressions,
  field: FieldCheck,
): Order | undefined {
  if (!isObject(raw)) return undefined;
  const request = isObject(raw.request) ? raw.request : {};
  const signed = request.direction === 'sign';
  const read = (word: string) =>
    request[word] === undefined
      ? undefined
      : expressions.request(String(request[word]), `/order/request/${word}`);
  const choices = toChoices(raw.by, field);
  const order: Order = {
    by: [...new Set(choices.map((choice) => choice.field))],
    choices,
    direction: raw.direction === 'asc' ? 'asc' : 'desc',
    signed,
    requestedBy: read('by'),
    requestedDirection: signed ? undefined : read('direction'),
    evidence: weakest(statedIn(raw.evidence, 'by'), statedIn(raw.evidence, 'direction')),
  };
  if (signed && !order.requestedBy)
    throw expressions.error(
      '/order/request/direction',
      'a sign stands before the value that asks for an order: say where that is by order.request.by',
    );
  checkAllowed(order, expressions);
  return order;
}

function toChoices(by: Json | undefined, field: FieldCheck): OrderChoice[] {
  if (Array.isArray(by))
    return by.map((name, index) => ({
      value: String(name),
      field: field(String(name), `/order/by/${index}`),
      direction: undefined,
    }));
  return Object.entries(by as JsonObject).map(([value, text]) => {
    const [, sign = '', name = ''] = /^([-+]?)(.*)$/s.exec(String(text)) ?? [];
    const direction = SIGNS[sign];
    return { value, field: field(name, `/order/by/${value}`), direction };
  });
}

const SIGNS: Readonly<Record<string, OrderDirection>> = { '-': 'desc', '+': 'asc' };

/** What a closed set lets a request ask for must be an order, or nothing would come of it. */
function checkAllowed(order: Order, expressions: DeclaredExpressions): void {
  const { requestedBy: by, requestedDirection: direction, signed, choices } = order;
  const named = choices.map(({ value }) => value).join(', ');
  for (const value of by ? allowedAt(by, expressions) : []) {
    if (choiceOf(order, value)) continue;
    const rule = signed ? `; before each a - or a + may stand` : '';
    throw expressions.error(
      '/order/by',
      `${by?.text} may be ${JSON.stringify(value)}, which is no order here; the orders are ${named}${rule}`,
    );
  }
  for (const value of direction ? allowedAt(direction, expressions) : []) {
    if (directionOf(value)) continue;
    throw expressions.error(
      '/order/request/direction',
      `${direction?.text} may be ${JSON.stringify(value)}, which is no direction; it must be asc or desc, ascending or descending, 1 or -1`,
    );
  }
}

function allowedAt(place: Expression, expressions: DeclaredExpressions): Json[] {
  const { enum: listed } = expressions.schemaOf(place);
  return Array.isArray(listed) ? listed.filter((value) => value !== null && value !== '') : [];
}

/** The order that a request gets by what it says in the places of `order.request`. */
export function requestedOrder(
  order: Order,
  by: Json | undefined,
  direction: Json | undefined,
): { readonly field: string; readonly direction: OrderDirection } {
  const [usual] = order.choices as readonly [OrderChoice];
  const choice = choiceOf(order, Array.isArray(by) ? by[0] : by) ?? usual;
  return {
    field: choice.field,
    direction: choice.direction ?? directionOf(direction) ?? order.direction,
  };
}

/** The order of a value, with its own direction where it says one; undefined where it asks for none that there is. */
function choiceOf({ choices, signed }: Order, value: Json | undefined): OrderChoice | undefined {
  const plain = choices.find((choice) => choice.value === value);
  if (plain) return signed ? { ...plain, direction: plain.direction ?? 'asc' } : plain;
  // In a query a plus that is not encoded is a blank.
  const [, sign = '', name] = (signed && /^([-+ ])(.+)$/s.exec(String(value))) || [];
  const found = choices.find((choice) => choice.value === name);
  return found && { ...found, direction: turned(found.direction, sign) };
}

/** A value that has a direction of its own is turned round by a minus. */
function turned(own: OrderDirection | undefined, sign: string): OrderDirection {
  const isDown = (own === 'desc') !== (sign === '-');
  return isDown ? 'desc' : 'asc';
}

/** The direction that a word means: `asc`, `Descending`, -1; undefined for another. */
export function directionOf(value: Json | undefined): OrderDirection | undefined {
  if (value === 1 || value === -1) return value === 1 ? 'asc' : 'desc';
  const [, word] = /^(asc|desc)(?:ending)?$/i.exec(String(value)) ?? [];
  return word?.toLowerCase() as OrderDirection | undefined;
}
