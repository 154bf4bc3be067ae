import { hasSecret } from '../../http/encoded-secret.ts';
import { bodyText, type Exchange } from '../../http/exchange.ts';
import { type ObservedResponse, type Page, pageOf } from '../../result/observed-response.ts';
import { isObject, type Json } from '../../spec/json.ts';
import { schemaAt } from '../../spec/located-schema.ts';
import { itemSetsOf, schemaSetsOf } from '../../spec/schema-set.ts';
import type { MediaType, Operation, Spec } from '../../spec/spec.ts';
import { isTime } from '../../spec/value-words.ts';
import { isCommonText } from '../../spec/values/text.ts';

/** Shorter texts come up by chance. */
const LEAST_TEXT = 8;
const LEAST_NUMBER = 1e9;
const MOST_ROWS = 50;

/**
 * The values by which rows are known that nothing but rows can tell: a refusal that has one of them gives data
 * away, in whatever shape. Not those that the document itself names, nor times, nor what a mock makes up everywhere.
 */
export function tellTales(spec: Spec, { list }: Operation, page: Page | undefined): string[] {
  if (!list || !page) return [];
  const known = JSON.stringify(spec.document);
  const times = new Set(
    [...spec.schemas.properties(list.itemSchema)]
      .filter(([, schema]) => isTime(schema) || /date/.test(String(schema.format)))
      .map(([name]) => name),
  );
  const found = new Set<string>();
  const visit = (value: Json | undefined, name: string): void => {
    if (times.has(name)) return;
    if (typeof value === 'string' && value.length >= LEAST_TEXT) found.add(value);
    else if (typeof value === 'number' && value >= LEAST_NUMBER) found.add(String(value));
    else if (Array.isArray(value)) for (const one of value) visit(one, name);
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) visit(one, key);
  };
  for (const row of page.items.slice(0, MOST_ROWS)) visit(row, '');
  return [...found].filter(
    (text) => !isCommonText(text) && !known.includes(JSON.stringify(text).slice(1, -1)),
  );
}

/** What a refusal gives away, in words; undefined: nothing. */
export function leakOf(
  { exchange, reading }: ObservedResponse,
  tales: readonly string[],
  secrets: readonly string[],
): string | undefined {
  const sent = textOf(exchange);
  const headers = (exchange.response?.headers ?? []).map(([, value]) => value).join('\n');
  const answered = `${reading.text}\n${headers}`;
  // What was sent along may be repeated: it tells nothing new.
  if (secrets.some((secret) => hasSecret(answered, secret) && !hasSecret(sent, secret)))
    return 'the credential itself';
  const told = tales.find((text) => !sent.includes(text) && says(answered, text));
  return told === undefined ? undefined : `${JSON.stringify(told)} of a row`;
}

/** Rows, whatever the status says; those of the documented answer itself do not count. */
export function showsData(
  spec: Spec,
  { kind, page, media }: ObservedResponse,
  operation: Operation,
  documented?: Json,
): boolean {
  if (documented === undefined) {
    if (kind === 'success') return true;
    return (page?.items.length ?? 0) > 0 && !declaresRows(spec, operation, media);
  }
  const own = operation.list && pageOf(operation.list, documented);
  return (page?.items.length ?? 0) > (own?.items.length ?? 0);
}

/** Whether a refusal's own schema has a list where a success has its rows, as generators write it for every status. */
function declaresRows({ document }: Spec, { list }: Operation, media: MediaType | undefined): boolean {
  if (!list || !media?.pointer) return false;
  const sets = schemaSetsOf(document);
  const place = list.items.path.reduce(
    (set, name) => sets.possible(set.property(name)),
    sets.possible(sets.of(schemaAt(document, media.pointer))),
  );
  return itemSetsOf(place).some(({ schemas }) => schemas.length > 0);
}

function says(answered: string, text: string): boolean {
  return answered.includes(text) || answered.includes(JSON.stringify(text).slice(1, -1));
}

function textOf({ request }: Exchange): string {
  const headers = request.headers.map(([, value]) => value).join('\n');
  let url = request.url;
  try {
    url += `\n${decodeURIComponent(url.replaceAll('+', ' '))}`;
  } catch {
    // As it is, then.
  }
  return [url, headers, bodyText(request.body)].join('\n');
}
