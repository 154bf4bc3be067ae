import { toContent } from './content.ts';
import { statedIn } from './evidence.ts';
import { headerText } from './header-text.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { follow, type Reader } from './reader.ts';
import { firstExample, hintsOf } from './schema.ts';
import type { HeaderSpec, Link, ResponseSpec } from './spec.ts';
import { valueTextOf } from './value-words.ts';

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
      description: typeof value.description === 'string' ? value.description : '',
      content: toContent(reader, value.content, `${at}/content`),
      headers: toHeaders(reader, value.headers, `${at}/headers`),
      links: toLinks(reader, value.links, `${at}/links`),
    });
  }
  return found;
}

function toHeaders(reader: Reader, raw: Json | undefined, pointer: string): Map<string, HeaderSpec> {
  const found = new Map<string, HeaderSpec>();
  for (const [name, header] of Object.entries(isObject(raw) ? raw : {})) {
    const { value, at } = follow(reader, header, pointer + toPointer([name]));
    // OpenAPI leaves the Content-Type to the media types.
    if (name.toLowerCase() === 'content-type') continue;
    const [type, media] = Object.entries(isObject(value.content) ? value.content : {})[0] ?? [];
    const raw = value.schema ?? (isObject(media) ? media.schema : undefined);
    const below = value.schema === undefined ? `/content${toPointer([type ?? ''])}/schema` : '/schema';
    const schema = reader.schemas.resolve(raw);
    const form = type !== undefined ? 'json' : value.explode === true ? 'exploded' : 'simple';
    const fixed =
      valueTextOf(value) ??
      valueTextOf(schema) ??
      schema.const ??
      value.example ??
      exampleOf(reader, value, `${at}/examples`) ??
      firstExample(schema) ??
      schema.default;
    found.set(name.toLowerCase(), {
      name,
      required: value.required === true,
      schema,
      node: at,
      pointer: raw === undefined ? '' : at + below,
      form,
      value: fixed === undefined ? undefined : headerText(fixed, form),
    });
  }
  return found;
}

/** The first of the named examples of a header. */
function exampleOf(reader: Reader, { examples }: JsonObject, pointer: string): Json | undefined {
  const [name, raw] = Object.entries(isObject(examples) ? examples : {})[0] ?? [];
  return name === undefined ? undefined : follow(reader, raw, pointer + toPointer([name])).value.value;
}

function toLinks(reader: Reader, raw: Json | undefined, pointer: string): Link[] {
  return Object.entries(isObject(raw) ? raw : {}).map(([name, link]) => {
    const { value, at } = follow(reader, link, pointer + toPointer([name]));
    return {
      name,
      pointer: at,
      operation: String(value.operationId ?? value.operationRef ?? ''),
      parameters: isObject(value.parameters) ? value.parameters : {},
      evidence: statedIn(hintsOf(value).evidence, 'parameters'),
    };
  });
}
