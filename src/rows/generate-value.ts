import type { Json, JsonObject } from '../spec/json.ts';
import type { LocatedSchema } from '../spec/located-schema.ts';
import { isOneWay } from '../spec/one-way.ts';
import { withoutWriteOnly } from '../spec/write-only.ts';

interface GenerateOptions {
  /** How much of what may be left out is there, from 0 to 1; 0.8 when not given. */
  readonly optionals?: number;
  /** Where examples and defaults of the schemas come first, by JSON pointer into the value; nowhere when not given. */
  readonly takesExample?: (pointer: string) => boolean;
  /** Tells whether a value fits the schema at a location of the document: parts that do not are made again. */
  readonly fits?: ((location: string, value: Json) => boolean) | undefined;
}

/** Makes a value of schemas that it has to fulfil; the same seed makes the same value. Throws an Error where none is found. */
export type GenerateValue = (
  schemas: readonly LocatedSchema[],
  seed: number,
  options?: GenerateOptions,
) => Json;

/** Loads the generator, for the schemas of one document. What makes texts is a library; the structure is our own. */
export async function createGenerateValue(document: JsonObject): Promise<GenerateValue> {
  const [{ generateSync }, { makeValue }] = await Promise.all([
    import('json-schema-faker'),
    import('../spec/values/make-value.ts'),
  ]);
  const library = (schema: JsonObject, seed: number) => String(generateSync(schema as never, { seed }));
  const isShown = ({ schema }: LocatedSchema) => !isOneWay(document, schema, 'answer');
  return (schemas, seed, { optionals = 0.8, takesExample = () => false, fits } = {}) => {
    const made = makeValue(schemas, seed, { document, library, optionals, takesExample, fits, isShown });
    const all = schemas.map(({ schema }) => schema);
    return withoutWriteOnly(document, all.length === 1 ? (all[0] as JsonObject) : { allOf: all }, made);
  };
}
