import { createCoerce } from './coerce.ts';
import type { Field } from './field.ts';
import type { Json } from './json.ts';
import type { SchemaReader } from './schema.ts';

/** Reads a parameter from its text, or from the several texts that a query has for it, in its schema's type. */
type ReadField = (texts: string | readonly string[]) => Json | undefined;

/** Compiles the reading of a field. An empty value counts as absent unless it may be a text: forms leave numbers out so. */
export function createReadField(field: Field, schemas: SchemaReader): ReadField {
  const { schema, types, explode, separator } = field;
  if (types.includes('array')) {
    const coerce = createCoerce(schemas.resolve(schema.items), schemas);
    const split = (text: string) => (explode ? text : text.split(separator));
    return (texts) => [texts].flat().flatMap(split).map(coerce);
  }
  const coerce = createCoerce(schema, schemas);
  const isText = types.includes('string');
  return (texts) => {
    const value = coerce(typeof texts === 'string' ? texts : (texts[0] ?? ''));
    return value === '' && !isText ? undefined : value;
  };
}
