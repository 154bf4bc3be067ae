import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { Source } from '../source.ts';
import { fromSwagger } from './from-swagger.ts';
import { DATA, fromThree } from './from-three.ts';
import { createMovedParts, type MovedParts, withMoved } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
/** Words of a schema that no other object of OpenAPI has. */
const SCHEMA_WORDS = ['properties', 'allOf', 'anyOf', 'oneOf', 'enum', 'additionalProperties', 'nullable'];

/**
 * A file that a document of OpenAPI 3.0 or 2.0 refers to, in the words of 3.1: a whole document by its own version, else
 * each schema in it, which it tells by its form.
 */
export function upgradeFile(source: Source): Source {
  const { value } = source;
  if (!isObject(value)) return source;
  const moved = createMovedParts();
  const document = upgradeWhole(value, moved);
  if (document === value) return source;
  moved.mend(document);
  return { ...withMoved(source, document, moved), value: document };
}

function upgradeWhole(value: JsonObject, moved: MovedParts): Json {
  if (String(value.openapi).startsWith('3.0.')) return fromThree(value, moved);
  if (value.openapi !== undefined) return value;
  return value.swagger === undefined ? upgradeAny(value, '', moved) : fromSwagger(value, moved);
}

/** A schema, or whatever has some in it. */
function upgradeAny(value: Json, pointer: string, moved: MovedParts): Json {
  if (Array.isArray(value)) return value.map((one, at) => upgradeAny(one, `${pointer}/${at}`, moved));
  if (!isObject(value)) return value;
  if (isSchema(value)) return upgradeSchema(value, pointer, moved);
  const copy: JsonObject = {};
  for (const [key, one] of Object.entries(value)) {
    const at = pointer + toPointer([key]);
    const isData = DATA.includes(key) || key.startsWith('x-');
    const upgraded = () => (key === 'schema' ? upgradeSchema(one, at, moved) : upgradeAny(one, at, moved));
    setMember(copy, key, isData ? one : upgraded());
  }
  if (typeof copy.$ref === 'string') moved.refer(copy);
  return copy;
}

/** A parameter of Swagger has a type, too, and says where it stands. */
function isSchema(value: JsonObject): boolean {
  if (value.in !== undefined && value.name !== undefined) return false;
  return (
    (typeof value.type === 'string' && TYPES.includes(value.type)) ||
    SCHEMA_WORDS.some((word) => Object.hasOwn(value, word))
  );
}
