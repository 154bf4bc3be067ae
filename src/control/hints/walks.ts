import { keyOf } from '../../spec/expressions.ts';
import type { Field } from '../../spec/field.ts';
import { valueIn } from '../../spec/request-values.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { ServedExchange } from '../served-exchange.ts';
import { type Hint, type Hinter, NO_HINTS, operationName } from './hint.ts';

/** A program asks for the next page at once; a person looks at this one first. */
const PACE = 1000;
/** After so long, nobody is going to ask for the next page. */
const OVER = 5000;
const MOST_WALKS = 50;
const MOST_PAGES = 10_000;
const LONGEST_KEY = 2000;

/** One client's way through a list. */
interface ListWalk {
  readonly name: string;
  readonly pages: Set<number>;
  /** When it last asked, and when that was answered. */
  last: { readonly at: number; readonly done: number };
  /** Each page was asked for soon after the one before. */
  isSwift: boolean;
  hasEnd: boolean;
  /** The pages that there are, and the rows. */
  of: number;
  total: number;
  shown: number;
}

/** A page that was asked for twice, and a list that was not read to its end although a program reads it page by page. */
export function createWalkHints(): { readonly look: Hinter; readonly end: () => readonly Hint[] } {
  const walks = new Map<string, ListWalk>();

  /** Those that nobody goes on with: each is looked at once. */
  function leftBy(now: number): Hint[] {
    const over = [...walks].filter(([, { last }]) => now - last.done > OVER);
    for (const [key] of over) walks.delete(key);
    return over.flatMap(([, walk]) => stoppedEarly(walk, 'was not read any further'));
  }

  const look: Hinter = (exchange) => {
    const { at, ms, why } = exchange;
    const hints = walks.size === 0 ? [] : leftBy(at);
    const page = why.rows?.page;
    // An answer that was changed or cut may never have arrived.
    const key = page && why.fault === undefined ? walkKey(exchange, page.size) : undefined;
    if (!page || key === undefined) return hints.length > 0 ? hints : NO_HINTS;
    const old = walks.get(key);
    const name = operationName(exchange);
    const isAgain = old?.pages.has(page.number) ?? false;
    if (old && page.number === 1 && isAgain) hints.push(...stoppedEarly(old, 'was then begun again'));
    else if (old && isAgain && old.pages.size > 1 && at - old.last.done < OVER)
      hints.push({
        about: `twice ${name}`,
        text: `page ${page.number} of ${name} was asked for twice in one walk: is the page, or the token, that is sent the next one?`,
      });
    const walk = old && page.number !== 1 ? old : startOf(name);
    const gap = at - walk.last.done;
    if (walk.pages.size > 0 && gap > PACE) walk.isSwift = false;
    if (walk.pages.size < MOST_PAGES) walk.pages.add(page.number);
    walk.last = { at, done: at + ms };
    walk.hasEnd ||= page.number >= page.of;
    walk.of = page.of;
    walk.total = why.rows?.total ?? 0;
    walk.shown += isAgain && page.number !== 1 ? 0 : (why.rows?.shown ?? 0);
    walks.delete(key);
    walks.set(key, walk);
    const [oldest] = walks.keys();
    if (walks.size > MOST_WALKS && oldest !== undefined) walks.delete(oldest);
    return hints;
  };
  return { look, end: () => leftBy(Number.POSITIVE_INFINITY) };
}

function startOf(name: string): ListWalk {
  const last = { at: 0, done: 0 };
  return { name, pages: new Set(), last, isSwift: true, hasEnd: false, of: 0, total: 0, shown: 0 };
}

/** One page is no walk, and nor are some pages out of the middle. */
function stoppedEarly({ name, pages, isSwift, hasEnd, of, total, shown }: ListWalk, how: string): Hint[] {
  const isFromStart = pages.size >= 2 && Math.max(...pages) === pages.size && pages.has(1);
  if (!isFromStart || !isSwift || hasEnd) return [];
  return [
    {
      about: `stopped ${name}`,
      text: `${name} ${how} after page ${pages.size} of ${of}, ${shown} of ${total} rows: does the client go on while there are more?`,
    },
  ];
}

/** The same list for the same client: operation, filters, order, page size, credential. undefined: it is too long. */
function walkKey({ spec, operation, values, headers }: ServedExchange, size: number): string | undefined {
  if (!spec || !operation || !values) return undefined;
  const { fields, secrets } = partsOf(spec, operation);
  const asked = fields.map((field) => valueIn(values, field) ?? null);
  const client = secrets.map((name) => headerOf(headers, name));
  const key = JSON.stringify([spec.name, operation.id, size, asked, client]);
  return key.length > LONGEST_KEY ? undefined : key;
}

interface WalkKeyParts {
  readonly fields: readonly Field[];
  /** The headers that have the credential, unless it is another for each request. */
  readonly secrets: readonly string[];
}

const remembered = new WeakMap<Operation, WalkKeyParts>();

function partsOf({ securitySchemes }: Spec, operation: Operation): WalkKeyParts {
  const old = remembered.get(operation);
  if (old) return old;
  const rotating = new Set(operation.match.ignore.map(keyOf));
  const { fields: all } = operation;
  const isLeaf = ({ key }: Field) => !all.some((one) => one.key.startsWith(`${key}/`));
  const fields = all.filter(
    (field) =>
      field.in !== 'header' && field.paging === undefined && isLeaf(field) && !rotating.has(field.key),
  );
  const secrets = Object.values(securitySchemes).flatMap((scheme) => {
    if (scheme.type === 'apiKey') return scheme.in === 'header' ? [scheme.name.toLowerCase()] : [];
    return scheme.type === 'http' && /^acs3/i.test(scheme.scheme) ? [] : ['authorization'];
  });
  const parts = { fields, secrets };
  remembered.set(operation, parts);
  return parts;
}

function headerOf(headers: ServedExchange['headers'], name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.toLowerCase() === name) return headers[at + 1] as string;
  return '';
}
