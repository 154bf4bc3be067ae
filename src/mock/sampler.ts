import { createGenerateValue } from '../rows/generate-value.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { schemaAt } from '../spec/located-schema.ts';
import type { Operation, ResponseSpec, Spec } from '../spec/spec.ts';
import { hashText } from '../text/hash.ts';
import type { Facts } from './placeholders.ts';

/** A value that fits a schema; `pointer` is where the schema stands. The same request gets the same value. */
export type Sampler = (
  schema: JsonObject,
  pointer: string,
  facts: Pick<Facts, 'seed' | 'isDynamic'> & {
    readonly incoming: { readonly target: string };
    readonly details?: Readonly<Record<string, string>>;
  },
) => Json;

/** So many values are made until one fits. */
const TRIES = 12;

/** Makes the sampler of an operation; the generator is only loaded where a response needs it, or whoever asks does. */
export async function createSampler(spec: Spec, operation: Operation, always = false): Promise<Sampler> {
  const isChecked = spec.warnings.length === 0;
  if (!always && isChecked && operation.list && ![...operation.responses.values()].some(lacksValues))
    return (_schema, pointer) => {
      throw new Error(`${operation.id}: the schema at ${pointer} needs no value that is made up`);
    };
  const generate = await createGenerateValue(spec.document);
  const { validators } = spec;
  return (schema, pointer, { seed, incoming, isDynamic = false }) => {
    const start = hashText(`${operation.id} ${incoming.target}`, seed);
    const given = pointer === '' ? [{ location: '?', schema }] : schemaAt(spec.document, pointer);
    /** Where an example stands that does not fit, and all that it stands in. */
    const wrong = new Set<string>();
    let allWrong = false;
    let why = '';
    for (let n = 0; n < TRIES; n += 1) {
      try {
        const value = generate(given, start + Math.floor(n / 2), {
          // What recursion leaves unfinished stands mostly in what may be left out.
          optionals: n < TRIES / 2 ? 1 : 0,
          takesExample: (at) => !isDynamic && !allWrong && !wrong.has(at),
          fits: n > 1 ? (location, part) => validators.fits(location, part as Json) : undefined,
        });
        const violations = pointer === '' ? [] : validators.check(pointer, value);
        if (violations.length === 0) return value;
        for (const violation of violations) addAbove(wrong, violation.pointer);
        allWrong = n >= 3;
      } catch (error) {
        why = `: ${(error as Error).message}`;
      }
    }
    throw new Error(
      `${operation.id}: no value was found that fits the schema at ${pointer}${why}; give the response an example`,
    );
  };
}

/** Adds a pointer and those of all that it stands in. */
function addAbove(pointers: Set<string>, pointer: string): void {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    pointers.add(at);
    if (at === '') return;
  }
}

/** Whether a response has a part that neither an example nor the schema itself gives. */
function lacksValues({ content, headers }: ResponseSpec): boolean {
  return (
    [...content.values()].some(({ examples }) => examples.size === 0) ||
    [...headers.values()].some(({ required, value }) => required && value === undefined)
  );
}
