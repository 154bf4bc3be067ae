import type { Field } from '../spec/field.ts';
import { type JsonObject, setMember } from '../spec/json.ts';
import type { RequestRules } from '../spec/request-errors.ts';
import type { RequestValues } from '../spec/request-values.ts';
import { type Incoming, toSearchParams } from './incoming.ts';

/** Reads the declared parameters of a request, each in the type of its schema. */
export function createParameterReader({
  parameters,
}: RequestRules): (incoming: Incoming) => Pick<RequestValues, 'path' | 'query' | 'header'> {
  const readers = parameters.map(({ field, read }) => ({ field, text: createText(field), read }));
  const hasQuery = readers.some(({ field }) => field.in === 'query');
  return (incoming) => {
    const query = hasQuery && incoming.query !== '' ? toSearchParams(incoming.query) : NO_QUERY;
    const given: { query: JsonObject; path: JsonObject; header: JsonObject } = {
      query: {},
      path: {},
      header: {},
    };
    for (const { field, text, read } of readers) {
      const sent = text(incoming, query);
      const value = sent === undefined ? undefined : read(sent);
      if (value !== undefined) setMember(given[field.in as 'query'], field.name, value);
    }
    return given;
  };
}

const NO_QUERY = new URLSearchParams();

type TextReader = (incoming: Incoming, query: URLSearchParams) => string | string[] | undefined;

/** What a request has for a field, as it was sent. */
function createText({ in: place, name, types, explode }: Field): TextReader {
  if (place === 'path') return (incoming) => incoming.pathParameters[name];
  if (place === 'header') return (incoming) => incoming.header(name);
  if (types.includes('array') && explode)
    return (_, query) => (query.has(name) ? query.getAll(name) : undefined);
  return (_, query) => query.get(name) ?? undefined;
}
