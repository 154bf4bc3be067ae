import { scale } from '../../text/hash.ts';
import type { Json } from '../json.ts';
import { type LocatedSchema, schemasBelow, schemasOfItem } from '../located-schema.ts';
import type { MakeValue, ValueContext } from './make-value.ts';
import { isFalse, isNumber, said } from './parts.ts';

/** So many items are shown where a schema leaves it open. */
const USUAL_ITEMS = 3;
const TRIES = 30;

/** A list with as many items as all parts want. */
export function makeArray(parts: readonly LocatedSchema[], context: ValueContext, make: MakeValue): Json[] {
  const itemsAt = (index: number) => parts.flatMap((part) => schemasOfItem(part, index));
  const contained = parts.flatMap((part) => schemasBelow(part, 'contains'));
  const needed = contained.length === 0 ? 0 : Math.max(1, ...said(parts, 'minContains', isNumber));
  const least = Math.max(needed, ...said(parts, 'minItems', isNumber), 0);
  const most = Math.min(...said(parts, 'maxItems', isNumber), closedAfter(parts));
  const length = lengthOf();
  const isUnique = parts.some(({ schema }) => schema.uniqueItems === true);

  const items: Json[] = [];
  const seen = new Set<string>();
  for (let n = 0; items.length < length && n < length + TRIES; n += 1) {
    const index = items.length;
    const wanted = [...itemsAt(index), ...(index < needed ? contained : [])];
    const item = make(wanted, n === index ? String(index) : `${index}?${n}`, context);
    if (isUnique) {
      const text = JSON.stringify(item);
      if (seen.has(text)) continue;
      seen.add(text);
    }
    items.push(item);
  }
  return items;

  function lengthOf(): number {
    const first = Math.max(0, ...parts.map((part) => schemasBelow(part, 'prefixItems').length));
    const isOpen = itemsAt(first).some((one) => !isFalse(one));
    if (context.optionals === 0 || context.isRecursive(itemsAt(0))) return Math.min(least, most);
    const usual = first > 0 ? first : isOpen ? 1 + scale(context.seed, USUAL_ITEMS) : 0;
    return Math.min(most, Math.max(least, usual));
  }
}

/** Behind the first ones, `items: false` allows none. */
function closedAfter(parts: readonly LocatedSchema[]): number {
  const closed = parts.filter(({ schema }) => schema.items === false || schema.unevaluatedItems === false);
  return Math.min(...closed.map((part) => schemasBelow(part, 'prefixItems').length));
}
