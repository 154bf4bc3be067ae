import { headerOf } from '../http/exchange.ts';
import type { StoredBody, StoredRequest } from '../record/fixture.ts';
import { splitUrl } from '../record/match-key.ts';
import { toBytes } from '../record/stored-body.ts';
import { toHeader } from '../record/stored-exchange.ts';
import { type Json, type JsonObject, setMember } from '../spec/json.ts';
import { isQueryName, queryNames } from '../spec/query-names.ts';
import { createReadField, type ReadField } from '../spec/read-field.ts';
import { rulesOf } from '../spec/request-errors.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { ParameterPlace } from '../spec/serialisation.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { cookiePairs, formPairs, headerPairs, pathPairs, type RequestTexts } from '../spec/text-pairs.ts';

/** What a recorded request says, by place and name, in the types of the document. */
export function readValues(
  spec: Spec,
  operation: Operation,
  { url, headers, body }: StoredRequest,
  path: Readonly<Record<string, string>>,
): RequestValues {
  const sent = headers.map(toHeader);
  const mark = url.indexOf('?');
  const texts: RequestTexts = {
    path: pathPairs(path),
    query: formPairs(mark < 0 ? '' : url.slice(mark + 1)),
    header: headerPairs((name) => headerOf(sent, name)),
    cookie: cookiePairs(headerOf(sent, 'cookie')),
  };
  const values: Record<ParameterPlace, JsonObject> = {
    path: {},
    query: undeclared(spec, operation, splitUrl(url).query),
    header: {},
    cookie: {},
  };
  for (const { place, name, read } of readersOf(spec, operation)) {
    const value = read(texts[place]);
    if (value !== undefined) setMember(values[place], name, value);
  }
  return {
    ...values,
    body: body && bodyOf(spec, operation, body, headerOf(sent, 'content-type')),
  };
}

/** A form as an object; undefined for what is not valid. */
function bodyOf(
  spec: Spec,
  operation: Operation,
  body: StoredBody,
  type: string | undefined,
): Json | undefined {
  if ('json' in body) return body.json;
  const bytes = toBytes(body);
  const found = rulesOf(spec, operation).receiveBody(type, { text: Buffer.from(bytes).toString(), bytes });
  return 'value' in found ? found.value : undefined;
}

interface RecordedField {
  readonly place: ParameterPlace;
  readonly name: string;
  readonly read: ReadField;
}

const compiled = new WeakMap<Operation, readonly RecordedField[]>();

/** As the values were sent: what a server moves into its bounds is not moved here. */
function readersOf(spec: Spec, operation: Operation): readonly RecordedField[] {
  const known =
    compiled.get(operation) ??
    operation.fields.flatMap((field) =>
      field.in === 'body' ? [] : [{ place: field.in, name: field.name, read: createReadField(field, spec) }],
    );
  compiled.set(operation, known);
  return known;
}

/** What the document does not know may tell two requests apart all the same. */
function undeclared(
  spec: Spec,
  operation: Operation,
  query: readonly (readonly [string, string])[],
): JsonObject {
  const known = queryNames(operation, spec);
  const values: JsonObject = {};
  for (const [name, value] of query) if (!isQueryName(name, known)) setMember(values, name, value);
  return values;
}
