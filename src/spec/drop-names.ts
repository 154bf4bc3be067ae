import { SpecError } from '../errors.ts';
import { eachObject } from './find-references.ts';
import type { JsonObject } from './json.ts';
import { parsePointer } from './json-pointer.ts';
import type { Lines } from './source.ts';

/** A document, or a part of another file that it refers to. */
interface NamedPart {
  readonly value: JsonObject | boolean;
  /** Where it stands in its file. */
  readonly pointer: string;
  readonly source: Pick<Lines, 'at'>;
}

/** Maps in which a member called `$id` is no name to Ajv. */
const FREE: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions']);

/**
 * Takes the names of schemas out of a document in which every reference is a pointer: below an `$id` pointers would
 * start elsewhere. Only what is referred to by whoever has called (`$dynamicRef`) needs them. Throws a SpecError for
 * something else that is called `$id`, which no schema below could be found past.
 */
export function dropNames(parts: readonly NamedPart[]): void {
  const named: JsonObject[] = [];
  let isDynamic = false;
  for (const { value, pointer: above, source } of parts)
    eachObject(value, parsePointer(above), false, (object, { key, pointer, isMap }) => {
      if (isMap && object.$id !== undefined && !FREE.has(key))
        throw new SpecError(
          `nothing in ${key} can be called $id, which names schemas; call it otherwise`,
          source.at(`${pointer}/$id`),
        );
      if (isMap) return;
      isDynamic ||= typeof object.$dynamicRef === 'string';
      if (object.$id !== undefined || object.$anchor !== undefined) named.push(object);
    });
  for (const object of named)
    for (const word of ['$id', '$anchor'])
      if (!isDynamic || typeof object[word] !== 'string') delete object[word];
}
