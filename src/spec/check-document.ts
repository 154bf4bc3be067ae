import { dirname, resolve } from 'node:path';
import type { ErrorObject } from 'ajv';
import { SpecError } from '../errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { openApiErrors } from './openapi-schema.ts';
import type { Source } from './source.ts';

/**
 * Checks that a document is valid OpenAPI 3.1 and that each reference leads somewhere.
 * Returns it with references to other files brought in. Throws a SpecError for the first mistake.
 */
export async function checkDocument(document: JsonObject, source: Source, file: string): Promise<JsonObject> {
  const { default: parser } = await import('@apidevtools/swagger-parser');
  const base = `${dirname(resolve(file))}/`;
  let bundled: JsonObject;
  try {
    bundled = (await parser.bundle(base, structuredClone(document) as never, {
      resolve: { http: false },
    })) as unknown as JsonObject;
  } catch (cause) {
    throw referenceError(document, source, cause as Error);
  }
  let whole: unknown;
  try {
    whole = await parser.dereference(base, structuredClone(bundled) as never, {
      dereference: { circular: 'ignore' },
    });
  } catch (cause) {
    throw new SpecError(
      `this is not valid OpenAPI: ${(cause as Error).message}`,
      { file: source.file, line: 1 },
      { cause },
    );
  }
  const errors = openApiErrors(whole);
  if (errors.length > 0) throw schemaError(source, errors);
  return bundled;
}

function referenceError(document: JsonObject, source: Source, cause: Error): SpecError {
  const target = /\$ref pointer "([^"]+)"/.exec(cause.message)?.[1];
  const pointer = target === undefined ? '' : (pointerOfReference(document, target, []) ?? '');
  const text = target === undefined ? cause.message : `the reference ${target} leads nowhere`;
  return new SpecError(text, source.at(pointer), { cause });
}

function pointerOfReference(value: unknown, target: string, path: (string | number)[]): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isObject(value) && value.$ref === target) return toPointer([...path, '$ref']);
  for (const [key, child] of Object.entries(value)) {
    const found = pointerOfReference(child, target, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function schemaError(source: Source, errors: readonly ErrorObject[]): SpecError {
  const telling = errors.filter(({ keyword }) => !['if', 'oneOf', 'anyOf'].includes(keyword));
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  // The deepest error says most; those above it only repeat it.
  const worst = (telling.length > 0 ? telling : errors).reduce((a, b) => (depth(b) > depth(a) ? b : a));
  const named = worst.params.unevaluatedProperty ?? worst.params.additionalProperty;
  // An unknown key has a line of its own; its pointer is the object that it stands in.
  const place = source.at(worst.instancePath + (named === undefined ? '' : toPointer([String(named)])));
  const text = named === undefined ? worst.message : `the key ${JSON.stringify(named)} is not known here`;
  return new SpecError(`this is not valid OpenAPI: ${text}`, {
    ...place,
    pointer: worst.instancePath,
  });
}
