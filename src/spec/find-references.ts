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
const MAPS = [
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
];
/** Maps whose members are objects that no reader follows. */
const UNFOLLOWED = ['paths', 'webhooks', 'content', 'encoding', 'securitySchemes', 'pathItems', 'variables'];
/** Where one schema, or one object that is followed, stands under a key of its own. */
const FOLLOWED = [
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
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'parameters'];
/** Somebody's data: a `$ref` in it is a text like any other. */
const DATA = ['example', 'default', 'enum', 'const'];

interface FoundIn {
  readonly path: readonly string[];
  readonly isMap: boolean;
  readonly isFollowed: boolean;
  readonly isExtension: boolean;
}

/** Every reference of a document or of a part of one, in the order in which they are written. */
export function findReferences(value: Json, path: readonly string[], isFollowed: boolean): Reference[] {
  const found: Reference[] = [];

  function walk(one: Json, at: FoundIn): void {
    if (Array.isArray(one)) {
      const isKept = LISTS.includes(at.path.at(-1) ?? '') && !at.isMap;
      for (const [index, item] of one.entries())
        walk(item, { ...at, path: [...at.path, String(index)], isFollowed: isKept, isMap: false });
      return;
    }
    if (!isObject(one)) return;
    if (typeof one.$ref === 'string')
      found.push({
        holder: one,
        pointer: toPointer(at.path),
        isFollowed: at.isFollowed,
        isExtension: at.isExtension,
      });
    const own = at.path.at(-1) ?? '';
    for (const [key, child] of Object.entries(one)) {
      if (typeof child !== 'object' || child === null) continue;
      const below = {
        path: [...at.path, key],
        isExtension: at.isExtension || (!at.isMap && key.startsWith('x-')),
      };
      if (at.isMap) walk(child, { ...below, isMap: false, isFollowed: !UNFOLLOWED.includes(own) });
      else if (key === 'examples') walkExamples(child, below);
      else if (!DATA.includes(key))
        walk(child, {
          ...below,
          isMap: MAPS.includes(key) && isObject(child),
          isFollowed: FOLLOWED.includes(key),
        });
    }
  }

  /** Examples of a media type are objects and may be references; what they show is not. */
  function walkExamples(examples: Json, below: Pick<FoundIn, 'path' | 'isExtension'>): void {
    if (!isObject(examples)) return;
    for (const [name, example] of Object.entries(examples))
      if (isObject(example) && typeof example.$ref === 'string')
        found.push({
          ...{ holder: example, pointer: toPointer([...below.path, name]), isFollowed: true },
          isExtension: below.isExtension,
        });
  }

  walk(value, { path, isMap: MAPS.includes(path.at(-1) ?? ''), isFollowed, isExtension: false });
  return found;
}
