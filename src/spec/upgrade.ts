import { SpecError } from '../errors.ts';
import type { JsonObject } from './json.ts';
import type { OpenApiVersion } from './official/official-schemas.ts';
import type { Source } from './source.ts';
import { fromSwagger } from './upgrade/from-swagger.ts';
import { fromThree } from './upgrade/from-three.ts';
import { createMovedParts, withMoved } from './upgrade/moved-parts.ts';

const VERSIONS: readonly [pattern: RegExp, version: OpenApiVersion][] = [
  [/^2\.0$/, '2.0'],
  [/^3\.0(\.\d+(-\S+)?)?$/, '3.0'],
  [/^3\.1(\.\d+(-\S+)?)?$/, '3.1'],
  [/^3\.2(\.\d+(-\S+)?)?$/, '3.2'],
];

/** Which OpenAPI a document is written in. Throws a SpecError for what is none that can be read. */
export function versionOf(document: JsonObject, source: Source): OpenApiVersion {
  const key = document.openapi === undefined ? 'swagger' : 'openapi';
  const said = document[key];
  // YAML reads `swagger: 2.0` as the number 2, and `openapi: 3.0` as 3.
  const text = typeof said === 'number' && Number.isInteger(said) ? `${said}.0` : String(said);
  const version = VERSIONS.find(([pattern]) => pattern.test(text))?.[1];
  if (version !== undefined && (version === '2.0') === (key === 'swagger')) return version;
  const found = said === undefined ? 'it names no version' : `it says ${JSON.stringify(said)}`;
  throw new SpecError(
    `this is not an OpenAPI document that can be served: ${found}; allowed: openapi 3.2.x, 3.1.x, 3.0.x, swagger '2.0'`,
    {
      file: source.file,
      line: source.at(`/${key}`).line,
      pointer: key === 'swagger' ? '' : '/openapi',
    },
  );
}

/** A document as OpenAPI 3.1, and a source that knows where its parts were written. */
export function upgrade(
  document: JsonObject,
  version: OpenApiVersion,
  source: Source,
): { readonly document: JsonObject; readonly source: Source } {
  if (version === '3.1' || version === '3.2') return { document, source };
  const moved = createMovedParts();
  const upgraded = version === '2.0' ? fromSwagger(document, moved) : fromThree(document, moved);
  return { document: upgraded, source: withMoved(source, upgraded, moved) };
}
