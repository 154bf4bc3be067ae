import { withJson, withRows } from './exchange.js';
import { getIn, readField, setIn, writeField } from './parsed-request.js';

/** Ways to change an exchange, each for the answers that it is about; the others stay as they are. */

/** Of targets that are alike, one is enough for the checks to be tried on; the others are for those who want them. */
export function firstOf(targets) {
  return targets.map((target, index) => ({ ...target, isLike: index > 0 }));
}

/** Every success, as bytes and headers. */
export function ofSuccess(change) {
  return (exchange, context) => (exchange.isSuccess ? change(exchange.answer, exchange, context) : undefined);
}

/** Every success that has rows: what becomes of them. */
export function ofRows(change) {
  return (exchange, context) => {
    if (!exchange.isSuccess || exchange.answer.rows.length === 0) return undefined;
    const rows = change(exchange.answer.rows, exchange, context);
    return rows && withRows(context, exchange.answer, rows, {});
  };
}

/** Every row of every success. */
export function ofEachRow(change) {
  return ofRows((rows, exchange, context) => rows.map((row) => change(row, exchange, context)));
}

/** Every answer without rows. */
export function ofFailure(change) {
  return (exchange, context) => (exchange.isSuccess ? undefined : change(exchange.answer, exchange, context));
}

/** Every refusal of a request, but for those of a credential. */
export function ofRefusal(change) {
  return async (exchange, context) =>
    exchange.isSuccess || (await exchange.isUnproven())
      ? undefined
      : change(exchange.answer, exchange, context);
}

/** Every refusal of a credential. */
export function ofUnproven(change) {
  return async (exchange, context) =>
    (await exchange.isUnproven()) ? change(exchange.answer, exchange, context) : undefined;
}

/** A page cut anew: `change` says which rows and words of all that match stand on it. */
export function ofPages(change) {
  return async (exchange, context) => {
    if (!exchange.isSuccess) return undefined;
    const all = await exchange.world();
    const { page, size } = exchange.slice();
    if (all.isPart && (page + 1) * size > all.length) return undefined;
    const { rows, ...words } = change(all, { page, size }, exchange, context);
    return exchange.withRows(rows, words);
  };
}

/** Another value of a paging word, on the answers that have one. */
export const word = (name, to) => (exchange, context) => {
  if (!exchange.isSuccess) return undefined;
  let { json } = exchange.answer;
  const { shows, isTurned } = context.list.paging;
  for (const place of shows[name]) {
    const { path } = place;
    const value = getIn(json, path);
    if (value === undefined || value === null) continue;
    const isFlag = typeof value === 'boolean';
    const turned = (one) => (isFlag && isTurned(place) ? !one : one);
    const other = to(isFlag ? turned(value) : Number(value), exchange, context);
    if (other === undefined) continue;
    json = setIn(json, path, typeof value === 'string' ? String(other) : turned(other));
  }
  return json === exchange.answer.json ? undefined : withJson(exchange.answer, json);
};

/** The request rewritten before the correct server sees it; what the page shows of itself stays right. */
export const asked = (to) => async (exchange, context) => {
  if (!exchange.isSuccess) return undefined;
  const other = to(exchange.asked, exchange, context);
  if (!other || other === exchange.asked) return undefined;
  const answer = await exchange.send(other);
  return answer.rows ? answer : undefined;
};

/** The rows of a page, and what it truthfully shows of them. */
export function cut(all, page, size) {
  const rows = all.slice(Math.max(0, (page - 1) * size), Math.max(0, page * size));
  const hasMore = page * size < all.length;
  return {
    rows,
    page,
    size,
    count: rows.length,
    total: all.length,
    pages: Math.ceil(all.length / size),
    hasMore,
    hasPrevious: page > 1 && all.length > 0,
    token: hasMore ? String(page + 1) : '',
  };
}

/** What comes without a field of the request, whatever it says. */
export function ignoring(fieldOf) {
  return async (exchange, context) => {
    const field = fieldOf(context);
    if (!exchange.isSuccess || readField(exchange.asked, field) === undefined) return undefined;
    const other = await exchange.send(writeField(exchange.asked, field, undefined));
    return other.rows && exchange.withRows(other.rows);
  };
}
