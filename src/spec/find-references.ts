import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';

/** An object with a `$ref` in a document. */
export interface Reference {
  readonly holder: JsonObject;
  /** Where the object stands. */
  readonly pointer: string;
  /** Whether whoever reads the document follows a `$ref` that stands here; others have to be replaced by what they mean. */
  readonly isFollowed: boolean;
  /** Whether it stands in an extension, which may be about anything. */
  readonly isExtension: boolean;
}

/** Objects whose keys are names that somebody chose, so that `example` in them is no example. */
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'paths',
  'webhooks',
  'content',
  'encoding',
  'variables',
  'mapping',
  'scopes',
]);
/** Maps whose members are objects that no reader follows. */
const UNFOLLOWED: ReadonlySet<string> = new Set([
  'paths',
  'webhooks',
  'content',
  'encoding',
  'securitySchemes',
  'pathItems',
  'variables',
]);
/** Where one schema, or one object that is followed, stands under a key of its own. */
const FOLLOWED: ReadonlySet<string> = new Set([
  'schema',
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'requestBody',
]);
const LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'parameters']);
/** Somebody's data, or texts for people: a `$ref` in it is a text like any other. Some keep long descriptions in files. */
const DATA: ReadonlySet<string> = new Set([
  'example',
  'default',
  'enum',
  'const',
  'description',
  'summary',
  'title',
]);

interface FoundIn {
  /** The name that it stands under. */
  readonly key: string;
  readonly pointer: string;
  /** Whether its keys are names that somebody chose. */
  readonly isMap: boolean;
  readonly isFollowed: boolean;
  readonly isExtension: boolean;
}

/** Every reference of a document or of a part of one, in the order in which they are written. */
export function findReferences(value: Json, path: readonly string[], isFollowed: boolean): Reference[] {
  const found: Reference[] = [];
  eachObject(value, path, isFollowed, (holder, { pointer, isFollowed, isExtension }) => {
    if (typeof holder.$ref === 'string') found.push({ holder, pointer, isFollowed, isExtension });
  });
  return found;
}

/** Visits every object of a document, or of a part of one, that is not somebody's data. */
export function eachObject(
  value: Json,
  path: readonly string[],
  isFollowed: boolean,
  visit: (object: JsonObject, at: FoundIn) => void,
): void {
  function walk(one: Json, at: FoundIn): void {
    const { key: own, pointer, isMap, isExtension } = at;
    if (Array.isArray(one)) {
      const isKept = LISTS.has(own) && !isMap;
      for (const [index, item] of one.entries()) {
        if (typeof item !== 'object' || item === null) continue;
        const key = String(index);
        walk(item, { key, pointer: `${pointer}/${key}`, isFollowed: isKept, isMap: false, isExtension });
      }
      return;
    }
    if (!isObject(one)) return;
    visit(one, at);
    for (const key of Object.keys(one)) {
      const child = one[key] as Json;
      if (typeof child !== 'object' || child === null) continue;
      if (key === 'examples' && !isMap) walkExamples(child, at);
      else if (isMap || !DATA.has(key))
        // Written out, as to spread an object takes many times as long, and a large document has a hundred thousand.
        walk(child, {
          key,
          pointer: pointer + toPointer([key]),
          isMap: !isMap && MAPS.has(key) && isObject(child),
          isFollowed: isMap ? !UNFOLLOWED.has(own) : FOLLOWED.has(key),
          isExtension: isExtension || (!isMap && key.startsWith('x-')),
        });
    }
  }

  /** Examples of a media type are objects and may be references; what they show is not. */
  function walkExamples(examples: Json, { pointer: above, isExtension }: FoundIn): void {
    if (!isObject(examples)) return;
    for (const [name, example] of Object.entries(examples)) {
      if (!isObject(example) || typeof example.$ref !== 'string') continue;
      const pointer = above + toPointer(['examples', name]);
      visit(example, { key: name, pointer, isMap: false, isFollowed: true, isExtension });
    }
  }

  const key = path.at(-1) ?? '';
  walk(value, { key, pointer: toPointer(path), isMap: MAPS.has(key), isFollowed, isExtension: false });
}
