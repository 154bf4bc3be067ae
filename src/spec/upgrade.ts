import { SpecError } from '../errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import { withoutNullable } from './nullable.ts';
import type { Source } from './source.ts';

/** An OpenAPI 3.1 document as it is; 3.0 and 2.0 upgraded to 3.1. Throws a SpecError for anything else. */
export async function upgrade(document: JsonObject, source: Source): Promise<JsonObject> {
  const version = document.openapi ?? document.swagger;
  if (typeof version === 'string' && /^3\.1\.\d+$/.test(version)) return document;
  if (typeof version === 'string' && /^(2\.0|3\.0\.\d+)$/.test(version)) {
    if (version === '2.0') checkMediaTypes(document, source);
    const { upgrade: toNewest } = await import('@scalar/openapi-upgrader');
    try {
      const upgraded = toNewest(document as never, '3.1') as unknown as JsonObject;
      return version === '2.0' ? upgraded : withoutNullable(upgraded);
    } catch (cause) {
      throw new SpecError(
        `this document of version ${version} cannot be upgraded to 3.1, as something in it has not the form that the version allows: hold it against the JSON Schema of OpenAPI ${version.replace(/^3\.0.*/, '3.0')}, which names the place`,
        { file: source.file, line: 1 },
        { cause },
      );
    }
  }
  const found = version === undefined ? 'it names no version' : `it says ${JSON.stringify(version)}`;
  throw new SpecError(
    `this is not an OpenAPI document that can be served: ${found}; allowed: openapi 3.1.x, 3.0.x, swagger '2.0'`,
    {
      file: source.file,
      line: source.at(document.openapi === undefined ? '/swagger' : '/openapi').line,
      pointer: document.openapi === undefined ? '' : '/openapi',
    },
  );
}

/** The upgrader makes names of what stands in these lists, whatever it is. */
function checkMediaTypes(document: JsonObject, source: Source): void {
  const paths = isObject(document.paths) ? document.paths : {};
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(isObject(item) ? item : {}).map((method) => ['paths', path, method]),
  );
  for (const place of [[], ...operations])
    for (const word of ['produces', 'consumes']) {
      const pointer = toPointer([...place, word]);
      const types = valueAt(document, pointer);
      const isList = Array.isArray(types) && types.every((type) => typeof type === 'string');
      if (types !== undefined && !isList)
        throw new SpecError(`${word} must be a list of media types`, source.at(pointer));
    }
}
