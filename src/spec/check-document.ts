import { dirname, resolve } from 'node:path';
import { SpecError } from '../errors.ts';
import { isObject, type JsonObject, toPointer } from './json.ts';
import type { Source } from './source.ts';

/** What swagger-parser throws: a broken reference, or Ajv's errors against the OpenAPI schema. */
interface ParserError extends Error {
  readonly details?: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message?: string;
    readonly params: Record<string, unknown>;
  }[];
}

/**
 * Checks that a document is valid OpenAPI 3.1 and that each reference leads somewhere.
 * Returns it with references to other files brought in. Throws a SpecError for the first fault.
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
  try {
    await parser.validate(base, structuredClone(bundled) as never, { dereference: { circular: 'ignore' } });
  } catch (cause) {
    throw schemaError(source, cause as ParserError);
  }
  return bundled;
}

function referenceError(document: JsonObject, source: Source, cause: Error): SpecError {
  const target = /\$ref pointer "([^"]+)"/.exec(cause.message)?.[1];
  const pointer = target === undefined ? '' : (pointerOfReference(document, target, []) ?? '');
  const text = target === undefined ? cause.message : `the reference ${target} leads nowhere`;
  return new SpecError(text, { file: source.file, line: source.line(pointer), pointer }, { cause });
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

function schemaError(source: Source, cause: ParserError): SpecError {
  const details = cause.details ?? [];
  const telling = details.filter(({ keyword }) => !['if', 'oneOf', 'anyOf'].includes(keyword));
  const depth = ({ instancePath }: { instancePath: string }) => instancePath.split('/').length;
  const deepest = Math.max(...telling.map(depth));
  const worst = telling.find((detail) => depth(detail) === deepest);
  if (!worst) {
    return new SpecError(
      `this is not valid OpenAPI: ${cause.message}`,
      { file: source.file, line: 1 },
      { cause },
    );
  }
  const named = worst.params.unevaluatedProperty ?? worst.params.additionalProperty;
  // An unknown key has a line of its own; its pointer is the object that it stands in.
  const line = source.line(worst.instancePath + (named === undefined ? '' : toPointer([String(named)])));
  const text = named === undefined ? worst.message : `the key ${JSON.stringify(named)} is not known here`;
  return new SpecError(
    `this is not valid OpenAPI: ${text}`,
    { file: source.file, line, pointer: worst.instancePath },
    { cause },
  );
}
