import { eachObject } from './find-references.ts';
import { type Json, type JsonObject, setMember } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Source } from './source.ts';
import type { WarnOfSpec } from './spec-warning.ts';
import { createMovedParts, withMoved } from './upgrade/moved-parts.ts';

/** Whose value may be null, as it is somebody's data. */
const DATA: ReadonlySet<string> = new Set(['example', 'default', 'const', 'value']);
/** Whose members are data. */
const OF_DATA: ReadonlySet<string> = new Set([...DATA, 'enum', 'examples']);
/** Maps of names in which `x-` begins an extension. */
const EXTENDED: ReadonlySet<string> = new Set(['paths', 'responses', 'callbacks', 'scopes']);
/** A link hands over values, and null is one; a file that has a value is an example. */
const OF_VALUES = /\/(responses\/[^/]+|components)\/links\/[^/]+|^\/value(\/|$)/;

/**
 * Takes out of a document what is null and may not be: YAML reads `parameters:` with nothing behind it as null, and some
 * generators write null for what they do not know. It says nothing, so its key is left out. A name of which nothing is
 * said is still a name: an empty object stands under it. Changes the value of the source.
 */
export function withoutNulls(source: Source, warn: WarnOfSpec): Source {
  const { value: document } = source;
  const moved = createMovedParts();
  let isMoved = false;
  eachObject(document, [], false, (object, { key: own, pointer, isMap, isExtension }) => {
    if (isExtension || OF_VALUES.test(pointer)) return;
    for (const key of Object.keys(object)) {
      const child = object[key] as Json;
      if (child === null || (Array.isArray(child) && child.includes(null)))
        mend(object, key, own, pointer, isMap);
    }
  });
  return isMoved ? withMoved(source, document, moved) : source;

  function mend(object: JsonObject, key: string, own: string, pointer: string, isMap: boolean): void {
    const child = object[key] as Json;
    if (key.startsWith('x-') && (!isMap || EXTENDED.has(own))) return;
    if (!isMap && (child === null ? DATA : OF_DATA).has(key)) return;
    const at = pointer + toPointer([key]);
    const name = JSON.stringify(key);
    if (Array.isArray(child)) {
      const isType = key === 'type' && !isMap;
      warn(
        `the list ${name} has null in it; ${isType ? 'it counts as the type "null"' : 'it is left out'}`,
        source.at(at),
      );
      isMoved ||= !isType;
      object[key] = isType ? child.map((one) => one ?? 'null') : withoutNull(child, at);
      return;
    }
    const meant = isMap ? meantInMap(own) : meantInObject(key, pointer);
    const end = meant === undefined ? 'it is left out' : `it counts as ${JSON.stringify(meant)}`;
    warn(`${name} is null, which says nothing; ${end}`, source.at(at));
    if (meant === undefined) delete object[key];
    else setMember(object, key, meant);
  }

  function withoutNull(list: readonly Json[], at: string): Json[] {
    return list.flatMap((one, index) => (one === null ? [] : [moved.put(one, `${at}/${index}`)]));
  }
}

function meantInMap(map: string): Json | undefined {
  if (map === 'scopes') return '';
  // Of which schema, nobody knows.
  return map === 'mapping' ? undefined : {};
}

function meantInObject(key: string, pointer: string): Json | undefined {
  // A scheme that is required without scopes.
  if (/\/security\/\d+$/.test(pointer)) return [];
  // Unquoted in YAML. An alternative that says nothing makes no sense.
  return key === 'type' && /\/(anyOf|oneOf)\/\d+$/.test(pointer) ? 'null' : undefined;
}
