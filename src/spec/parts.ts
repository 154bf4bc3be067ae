import { SpecError } from '../errors.ts';
import type { Cause } from './causes.ts';
import { DOCUMENTED, GRADES, type Grade } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { fromReference, toPointer } from './json-pointer.ts';
import { firstExample, hintsOf, type SchemaReader } from './schema.ts';
import type { Lines } from './source.ts';
import type { Evidence, Failure, HeaderSpec, Link, MediaType, RequestBody, ResponseSpec } from './spec.ts';

/** What it takes to read a part of a document. */
export interface Reader {
  readonly document: JsonObject;
  readonly source: Lines;
  readonly schemas: SchemaReader;
}

/** A declared parameter; everybody but the loader reads the operation's fields. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Where its schema stands, for validators. */
  readonly pointer: string;
  readonly explode: boolean;
  readonly style: string;
  /** An example value that a request can be made of. */
  readonly example: Json | undefined;
  readonly invalid: 'refuse' | 'default' | 'clamp';
  readonly failures: ReadonlyMap<Cause, Failure>;
  readonly evidence: Evidence;
}

/** `observed: a captured page` → its grade and reason; nothing → documented. */
export function toEvidence(text: Json | undefined): Evidence {
  if (typeof text !== 'string') return DOCUMENTED;
  const [grade = '', ...reason] = text.split(': ');
  return {
    grade: GRADES.includes(grade as Grade) ? (grade as Grade) : 'documented',
    reason: reason.join(': '),
  };
}

/** Path-level and operation-level parameters; the later level wins by place and name. */
export function toParameters(
  reader: Reader,
  responses: ReadonlyMap<string, ResponseSpec>,
  levels: readonly { list: Json | undefined; pointer: string }[],
): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const { list, pointer } of levels) {
    for (const [index, raw] of (Array.isArray(list) ? list : []).entries()) {
      const { value, at } = follow(reader, raw, `${pointer}/${index}`);
      const parameter = toParameter(reader, value, at, responses);
      found.set(`${parameter.in}:${parameter.name}`, parameter);
    }
  }
  return [...found.values()];
}

function toParameter(
  reader: Reader,
  value: JsonObject,
  at: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Parameter {
  const place = value.in as Parameter['in'];
  const style = String(value.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'));
  const schema = reader.schemas.merged(value.schema);
  const hints = { ...hintsOf(schema), ...hintsOf(value) };
  const named = isObject(value.examples) ? Object.values(value.examples) : [];
  return {
    name: String(value.name),
    in: place,
    required: value.required === true || place === 'path',
    schema: { ...schema, 'x-confab': hints },
    pointer: value.schema === undefined ? '' : `${at}/schema`,
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    example: value.example ?? (isObject(named[0]) ? named[0].value : undefined) ?? firstExample(schema),
    invalid: (hints.invalid ?? 'refuse') as Parameter['invalid'],
    failures: toFailures(reader, hints.failures, `${at}/x-confab/failures`, responses),
    evidence: toEvidence(hints.evidence),
  };
}

export function toBody(reader: Reader, raw: Json | undefined, pointer: string): RequestBody | undefined {
  if (raw === undefined) return undefined;
  const { value, at } = follow(reader, raw, pointer);
  return { required: value.required === true, content: toContent(reader, value.content, `${at}/content`) };
}

export function toResponses(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
): Map<string, ResponseSpec> {
  const found = new Map<string, ResponseSpec>();
  for (const [status, response] of Object.entries(isObject(raw) ? raw : {})) {
    const { value, at } = follow(reader, response, pointer + toPointer([status]));
    found.set(status, {
      status,
      pointer: at,
      description: String(value.description ?? ''),
      content: toContent(reader, value.content, `${at}/content`),
      headers: toHeaders(reader, value.headers, `${at}/headers`),
      links: toLinks(reader, value.links, `${at}/links`),
      evidence: toEvidence(hintsOf(value).evidence),
    });
  }
  return found;
}

function toContent(reader: Reader, raw: Json | undefined, pointer: string): Map<string, MediaType> {
  const found = new Map<string, MediaType>();
  for (const [type, media] of Object.entries(isObject(raw) ? raw : {})) {
    const at = pointer + toPointer([type]);
    const value = isObject(media) ? media : {};
    found.set(type, {
      type,
      schema: reader.schemas.resolve(value.schema),
      pointer: value.schema === undefined ? '' : `${at}/schema`,
      examples: toExamples(reader, value, at),
    });
  }
  return found;
}

function toExamples(reader: Reader, media: JsonObject, pointer: string): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [name, raw] of Object.entries(isObject(media.examples) ? media.examples : {})) {
    const { value } = follow(reader, raw, `${pointer}/examples${toPointer([name])}`);
    if (value.value !== undefined) found.set(name, value.value);
  }
  if (media.example !== undefined) found.set('example', media.example);
  return found;
}

function toHeaders(reader: Reader, raw: Json | undefined, pointer: string): Map<string, HeaderSpec> {
  const found = new Map<string, HeaderSpec>();
  for (const [name, header] of Object.entries(isObject(raw) ? raw : {})) {
    const { value, at } = follow(reader, header, pointer + toPointer([name]));
    const schema = reader.schemas.resolve(value.schema);
    const fixed =
      hintsOf(value).value ?? hintsOf(schema).value ?? schema.const ?? schema.default ?? value.example;
    found.set(name.toLowerCase(), {
      name,
      required: value.required === true,
      schema,
      pointer: value.schema === undefined ? '' : `${at}/schema`,
      value: fixed === undefined ? undefined : String(fixed),
    });
  }
  return found;
}

function toLinks(reader: Reader, raw: Json | undefined, pointer: string): Link[] {
  return Object.entries(isObject(raw) ? raw : {}).map(([name, link]) => {
    const { value, at } = follow(reader, link, pointer + toPointer([name]));
    return {
      name,
      pointer: at,
      operation: String(value.operationId ?? value.operationRef ?? ''),
      parameters: isObject(value.parameters) ? value.parameters : {},
      evidence: toEvidence(hintsOf(value).evidence),
    };
  });
}

/** Causes with their answers; throws a SpecError for a response or an example that the operation does not have. */
export function toFailures(
  reader: Reader,
  raw: Json | undefined,
  pointer: string,
  responses: ReadonlyMap<string, ResponseSpec>,
): Map<Cause, Failure> {
  const found = new Map<Cause, Failure>();
  for (const [cause, value] of Object.entries(isObject(raw) ? raw : {})) {
    const { response, example, evidence } = value as JsonObject;
    const at = pointer + toPointer([cause]);
    const dangling = (problem: string) =>
      new SpecError(problem, { file: reader.source.file, line: reader.source.line(at), pointer: at });
    const answer = responses.get(String(response));
    if (!answer) {
      throw dangling(
        `${cause} names the response ${response}; the operation has ${[...responses.keys()].join(', ')}`,
      );
    }
    const names = [...answer.content.values()].flatMap((media) => [...media.examples.keys()]);
    if (!names.includes(String(example))) {
      throw dangling(
        `${cause} names the example ${example}; the response ${response} has ${names.join(', ') || 'none'}`,
      );
    }
    found.set(cause as Cause, {
      response: String(response),
      example: String(example),
      evidence: toEvidence(evidence),
    });
  }
  return found;
}

/** The object behind a `$ref`, and where it really stands. */
function follow(reader: Reader, raw: Json | undefined, pointer: string): { value: JsonObject; at: string } {
  let at = pointer;
  let value = raw;
  for (let depth = 0; depth < 50 && isObject(value) && typeof value.$ref === 'string'; depth += 1) {
    at = fromReference(value.$ref);
    value = reader.schemas.resolve({ $ref: value.$ref });
  }
  return { value: isObject(value) ? value : {}, at };
}
