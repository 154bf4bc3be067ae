import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import { parseMediaType } from '../media-type.ts';
import type { MovedParts } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';
import { mapEach, objectOf, pickOwn, withExtensions } from './parts.ts';
import { VALUE_WORDS } from './swagger-parameter.ts';

/** A response, its schema in each of the media types that the operation produces. */
export function toUpgradedResponse(
  response: Json,
  pointer: string,
  produces: readonly string[],
  moved: MovedParts,
): Json {
  if (!isObject(response)) return response;
  if (typeof response.$ref === 'string') return { $ref: response.$ref };
  const headers = mapEach(objectOf(response.headers), (header, name) =>
    toHeader(header, `${pointer}/headers${toPointer([name])}`, moved),
  );
  const content = toContent(response, pointer, produces, moved);
  return moved.put(
    {
      ...pickOwn(response, ['description']),
      ...withExtensions(response),
      ...(Object.keys(headers).length > 0 && { headers: moved.put(headers, `${pointer}/headers`) }),
      ...(Object.keys(content).length > 0 && { content: moved.put(content, pointer) }),
    },
    pointer,
  );
}

function toContent(
  { schema, examples }: JsonObject,
  pointer: string,
  produces: readonly string[],
  moved: MovedParts,
): JsonObject {
  const isFile = isObject(schema) && schema.type === 'file';
  const usual = isFile ? 'application/octet-stream' : 'application/json';
  const types = schema === undefined ? [] : produces.length > 0 ? produces : [usual];
  const content: JsonObject = {};
  const mediaOf = (type: string): JsonObject => {
    const known = content[type];
    if (isObject(known)) return known;
    const media: JsonObject = {};
    if (schema !== undefined)
      media.schema = moved.put(upgradeSchema(schema, `${pointer}/schema`, moved), `${pointer}/schema`);
    setMember(content, type, moved.put(media, pointer));
    return media;
  };
  for (const type of types) mediaOf(type);
  for (const [name, example] of Object.entries(objectOf(examples))) {
    const at = `${pointer}/examples${toPointer([name])}`;
    // Examples stand under their media type; many documents give them a name instead.
    if (parseMediaType(name)) mediaOf(name).example = moved.put(example, at);
    else {
      const media = mediaOf(types[0] ?? usual);
      media.examples = { ...objectOf(media.examples), [name]: moved.put({ value: example }, at) };
    }
  }
  for (const media of Object.values(content))
    if (isObject(media) && media.example !== undefined && media.examples !== undefined) {
      media.examples = { ...objectOf(media.examples), example: { value: media.example } };
      delete media.example;
    }
  return content;
}

function toHeader(header: Json, pointer: string, moved: MovedParts): Json {
  if (!isObject(header)) return header;
  if (typeof header.$ref === 'string') return { $ref: header.$ref };
  return moved.put(
    {
      ...pickOwn(header, ['description']),
      ...withExtensions(header),
      schema: moved.put(upgradeSchema(pickOwn(header, VALUE_WORDS), pointer, moved), pointer),
    },
    pointer,
  );
}
