import { dirname, isAbsolute, resolve } from 'node:path';
import { decodeUri } from '../text/decode-uri.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';
import { eachObject } from './find-references.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parsePointer, toPointer } from './json-pointer.ts';
import { parseSource } from './parse-source.ts';
import type { Lines } from './source.ts';
import type { WarnOfSpec } from './spec-warning.ts';

/**
 * Puts the values of examples that stand in files (`externalValue`) into a document. A file that cannot be used, and an
 * address, is told of: the rest can be served without it.
 */
export function bringExternalValues(document: JsonObject, source: Lines, warn: WarnOfSpec): void {
  eachObject(document, [], false, (object, { pointer, isMap }) => {
    if (!isMap && isObject(object.examples))
      bringAll(object.examples, [...parsePointer(pointer), 'examples']);
  });

  function bringAll(examples: JsonObject, path: readonly string[]): void {
    for (const [name, example] of Object.entries(examples)) {
      if (!isObject(example) || typeof example.externalValue !== 'string' || example.value !== undefined)
        continue;
      const place = source.at(toPointer([...path, name, 'externalValue']));
      try {
        example.value = read(example.externalValue, place.file, path.at(-2) ?? '');
        delete example.externalValue;
      } catch (error) {
        if (!(error instanceof UnreadableFileError)) throw error;
        warn(
          `the value of the example ${name}, ${example.externalValue}, is left out: ${error.message}`,
          place,
        );
      }
    }
  }
}

function read(address: string, from: string, mediaType: string): Json {
  if (/^[a-z][a-z\d+.-]+:|^\/\//i.test(address))
    throw new UnreadableFileError('only files are brought in; save it as a file beside the document');
  const name = decodeUri(address);
  if (isAbsolute(name) || /^([A-Za-z]:)?[/\\]/.test(name))
    throw new UnreadableFileError(
      'the file must be named from the document’s own folder, such as ./pet.json',
    );
  const file = resolve(dirname(from), name);
  const text = readTextFile(file, MOST_BYTES.document);
  if (!/json|\*/i.test(mediaType) && !/\.(?:json|ya?ml)$/i.test(name)) return text;
  try {
    return parseSource(file, text).value;
  } catch (cause) {
    throw new UnreadableFileError('this file cannot be read as JSON or YAML', undefined, { cause });
  }
}
