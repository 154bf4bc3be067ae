import { type JsonObject, setMember } from '../../spec/json.ts';
import { isQueryName, queryNames } from '../../spec/query-names.ts';
import { createReadField } from '../../spec/read-field.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import type { Operation } from '../../spec/spec.ts';
import { formPairs } from '../../spec/text-pairs.ts';
import type { Subject } from '../check-log.ts';

/**
 * The request that a URL of an answer leads to: of the same operation, with the query that stands in the URL, which is
 * all of it. undefined: it is no URL of this operation. Which host it names does not count: behind a gateway a service
 * may know another than its clients do.
 */
export function linkedValues(
  subject: Subject,
  values: RequestValues,
  url: string,
): RequestValues | undefined {
  if (!URL.canParse(url, 'http://any')) return undefined;
  const { pathname, search } = new URL(url, 'http://any');
  const path = pathIn(subject.operation, pathname);
  return path && { ...values, path: { ...values.path, ...path }, query: queryIn(subject, search.slice(1)) };
}

function queryIn({ spec, operation }: Subject, text: string): JsonObject {
  const pairs = formPairs(text);
  const known = queryNames(operation, spec);
  const query: JsonObject = {};
  // Whoever sends the request proves the credential again.
  const keys = Object.values(spec.securitySchemes).flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in === 'query' ? [scheme.name] : [],
  );
  for (const [name, [first = '']] of pairs.entries())
    if (!isQueryName(name, known) && !keys.includes(name)) setMember(query, name, first);
  for (const field of operation.fields.filter((one) => one.in === 'query')) {
    const isToken = field.paging === 'token' || field.paging === 'previousToken';
    // A token keeps all its digits.
    const value = isToken ? pairs.get(field.name) : createReadField(field, spec)(pairs);
    if (value !== undefined) setMember(query, field.name, value);
  }
  return query;
}

/** The parameters in a path that ends as the operation's does; undefined: it does not. */
function pathIn({ path }: Operation, pathname: string): JsonObject | undefined {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = path
    .split(/\{[^}]+\}/)
    .map(literal)
    .join('([^/]+)');
  const found = new RegExp(`${pattern}/?$`).exec(pathname);
  if (!found) return undefined;
  const values: JsonObject = {};
  for (const [index, name] of names.entries()) setMember(values, name, decoded(found[index + 1] ?? ''));
  return values;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
