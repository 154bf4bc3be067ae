import { toContent } from './content.ts';
import { statedIn } from './evidence.ts';
import { isObject, type Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { follow, type Reader } from './reader.ts';
import { hintsOf } from './schema.ts';
import type { HeaderSpec, Link, ResponseSpec } from './spec.ts';

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
    });
  }
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
      node: at,
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
      evidence: statedIn(hintsOf(value).evidence, 'parameters'),
    };
  });
}
