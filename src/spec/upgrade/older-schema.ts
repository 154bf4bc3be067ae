import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { MovedParts } from './moved-parts.ts';

const ONE_SCHEMA = ['items', 'additionalProperties', 'not'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];
const SCHEMA_MAPS = ['properties', 'patternProperties', 'definitions'];
/** What is said of a value and does not narrow it: it stays outside of what is made for null. */
const ANNOTATIONS = [
  'title',
  'description',
  'default',
  'example',
  'examples',
  'readOnly',
  'writeOnly',
  'deprecated',
  'xml',
  'externalDocs',
];
const NARROWING = ['$ref', 'allOf', 'anyOf', 'oneOf', 'const', 'not'];

/** Says in the words of JSON Schema 2020-12 what a schema of OpenAPI 3.0 or 2.0 means. A copy; the old one stays as it is. */
export function upgradeSchema(schema: Json, pointer: string, moved: MovedParts): Json {
  if (!isObject(schema)) return schema;
  const { nullable, 'x-nullable': alsoNullable, ...rest } = withoutSiblings(schema);
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(rest))
    setMember(kept, key, below(key, value, pointer + toPointer([key]), moved));
  if (typeof kept.$ref === 'string') moved.refer(kept);
  upgradeBounds(kept);
  upgradeSwagger(kept);
  const isNullable =
    nullable === true || (typeof nullable !== 'boolean' && alsoNullable === true) || dropNullType(kept);
  // What is no boolean is no word of OpenAPI: `nullable` may be somebody's own.
  if (nullable !== undefined && typeof nullable !== 'boolean') kept.nullable = nullable;
  return isNullable ? orNull(kept, pointer, moved) : kept;
}

function below(key: string, value: Json, pointer: string, moved: MovedParts): Json {
  const each = (one: Json, name: string | number) => upgradeSchema(one, pointer + toPointer([name]), moved);
  if (ONE_SCHEMA.includes(key) && !Array.isArray(value)) return upgradeSchema(value, pointer, moved);
  if ((SCHEMA_LISTS.includes(key) || key === 'items') && Array.isArray(value)) return value.map(each);
  if (SCHEMA_MAPS.includes(key) && isObject(value)) {
    const map: JsonObject = {};
    for (const [name, one] of Object.entries(value)) setMember(map, name, each(one, name));
    return map;
  }
  return value;
}

/** OpenAPI 3.0 and 2.0 ignore what stands beside a `$ref`; what only describes does no harm, and everybody means `nullable`. */
function withoutSiblings(schema: JsonObject): JsonObject {
  if (typeof schema.$ref !== 'string') return schema;
  const isKept = (key: string) =>
    key === '$ref' || key === 'nullable' || key.startsWith('x-') || ANNOTATIONS.includes(key);
  return Object.fromEntries(Object.entries(schema).filter(([key]) => isKept(key)));
}

/** `exclusiveMinimum: true` makes of `minimum` what 2020-12 has a word for. */
function upgradeBounds(schema: JsonObject): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const isExclusive = schema[exclusive];
    if (typeof isExclusive !== 'boolean') continue;
    delete schema[exclusive];
    const limit = schema[bound];
    if (!isExclusive || limit === undefined) continue;
    schema[exclusive] = limit;
    delete schema[bound];
  }
}

/** These versions have no type null: beside what says more of a value it means that null is allowed, too. */
function dropNullType(schema: JsonObject): boolean {
  const saysMore = [...NARROWING, 'enum', 'properties', 'items'].some((word) => Object.hasOwn(schema, word));
  if (schema.type !== 'null' || !saysMore) return false;
  delete schema.type;
  return true;
}

/** What only Swagger 2.0 writes so: `type: file`, a discriminator that is a name, a list of schemas as `items`. */
function upgradeSwagger(schema: JsonObject): void {
  if (schema.type === 'file') Object.assign(schema, { type: 'string', format: 'binary' });
  if (typeof schema.discriminator === 'string') schema.discriminator = { propertyName: schema.discriminator };
  if (Array.isArray(schema.items)) {
    schema.prefixItems = schema.items;
    delete schema.items;
  }
}

/** The same schema, or null. An `enum` allows null then, too: nobody who writes both means that null is refused. */
function orNull(schema: JsonObject, pointer: string, moved: MovedParts): JsonObject {
  const { type, enum: values } = schema;
  const isNarrowed = NARROWING.some((word) => Object.hasOwn(schema, word));
  if (!isNarrowed) {
    if (Array.isArray(values) && !values.includes(null)) schema.enum = [...values, null];
    if (type !== undefined) schema.type = [...new Set([type, 'null'].flat())];
    return schema;
  }
  const isOutside = (key: string) => ANNOTATIONS.includes(key) || key.startsWith('x-');
  const entries = Object.entries(schema);
  const inner = Object.fromEntries(entries.filter(([key]) => !isOutside(key)));
  const outer = Object.fromEntries(entries.filter(([key]) => isOutside(key)));
  return { ...outer, anyOf: moved.put([moved.put(inner, pointer), { type: 'null' }], pointer) };
}
