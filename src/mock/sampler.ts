import { createGenerateValue } from '../rows/generate-value.ts';
import { hashText } from '../rows/hash.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Operation, ResponseSpec, Spec } from '../spec/spec.ts';

/** A value that fits a schema; `pointer` is where the schema stands. The same request gets the same value. */
export type Sampler = (
  schema: JsonObject,
  pointer: string,
  facts: {
    readonly seed: number;
    readonly incoming: { readonly target: string };
    readonly details?: Readonly<Record<string, string>>;
  },
) => Json;

/** The generator does not fulfil every schema: so many seeds are tried until a value does. */
const TRIES = 20;

/** Makes the sampler of an operation; the generator is only loaded where a response needs it. */
export async function createSampler(spec: Spec, operation: Operation): Promise<Sampler> {
  if (operation.list && ![...operation.responses.values()].some(lacksValues))
    return (_schema, pointer) => {
      throw new Error(`${operation.id}: the schema at ${pointer} needs no value that is made up`);
    };
  const generate = await createGenerateValue(spec.document);
  return (schema, pointer, { seed, incoming }) => {
    const start = hashText(`${operation.id} ${incoming.target}`, seed);
    for (let n = 0; n < TRIES; n += 1) {
      // What recursion leaves unfinished stands mostly in what may be left out.
      const value = generate(schema, start + n, n < TRIES / 2 ? 0.8 : 0);
      if (pointer === '' || spec.validators.check(pointer, value).length === 0) return value;
    }
    throw new Error(
      `${operation.id}: no value was found that fits the schema at ${pointer}; give the response an example`,
    );
  };
}

/** Whether a response has a part that neither an example nor the schema itself gives. */
function lacksValues({ content, headers }: ResponseSpec): boolean {
  return (
    [...content.values()].some(({ examples }) => examples.size === 0) ||
    [...headers.values()].some(({ required, value }) => required && value === undefined)
  );
}
