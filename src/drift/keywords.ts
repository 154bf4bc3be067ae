import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import type { Validators } from '../spec/validators.ts';

/** A keyword that a value does not fulfil; of `required` with the property that is missing. */
interface BrokenKeyword {
  readonly keyword: string;
  readonly name: string | undefined;
}

/** Keywords that look at the value itself, not at what is in it. */
const PLAIN = [
  ...['type', 'enum', 'const', 'format'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems'],
  ...['maxProperties', 'minProperties', 'required', 'dependentRequired'],
];

/** Keywords with schemas of their own that only say yes or no, those beside them included. */
const WHOLE: readonly (readonly [string, ...string[]])[] = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['not'],
  ['propertyNames'],
  ['dependentSchemas'],
];

/** Which keywords of the schema at a pointer a value breaks, apart from those that lead to other schemas. */
type KeywordCheck = (at: string, schema: JsonObject, value: Json) => readonly BrokenKeyword[];

export function createKeywordCheck(validators: Validators): KeywordCheck {
  const compiled = new Map<string, (value: Json) => readonly BrokenKeyword[]>();

  function compile(schema: JsonObject): (value: Json) => readonly BrokenKeyword[] {
    const plain = validators.compile(pick(schema, PLAIN));
    const groups = WHOLE.filter(([keyword]) => Object.hasOwn(schema, keyword)).map(
      (keys) => [keys[0], validators.compile(withReferences(pick(schema, keys)) as JsonObject)] as const,
    );
    return (value) => [
      ...plain(value).map(({ keyword, params: { missingProperty: name } }) => ({
        keyword,
        name: typeof name === 'string' ? name : undefined,
      })),
      ...groups
        .filter(([, check]) => check(value).length > 0)
        .map(([keyword]) => ({ keyword, name: undefined })),
    ];
  }

  return (at, schema, value) => {
    let check = compiled.get(at);
    if (!check) {
      check = compile(schema);
      compiled.set(at, check);
    }
    return check(value);
  };
}

function pick(schema: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => keys.includes(key)));
}

/** A piece that is compiled apart from its document refers to it by name. */
function withReferences(piece: Json): Json {
  if (Array.isArray(piece)) return piece.map(withReferences);
  if (!isObject(piece)) return piece;
  const changed = Object.entries(piece).map(([key, value]) => {
    const isReference = key === '$ref' && typeof value === 'string' && value.startsWith('#');
    return [key, isReference ? `spec${value}` : withReferences(value)] as const;
  });
  return Object.fromEntries(changed);
}
