import type { Field } from './field.ts';
import type { Json, JsonObject } from './json.ts';
import { schemaAt } from './located-schema.ts';
import { isOneWay } from './one-way.ts';
import type { Spec } from './spec.ts';
import { makeValue } from './values/make-value.ts';

/** One way to make a value of a schema. */
interface MakingWay {
  /** Whether examples and defaults inside of the schema are taken. */
  readonly examples: boolean;
  /** Whether each part is held against its own schema, which costs a compilation each. */
  readonly checked: boolean;
  /** How much of what may be left out is there. */
  readonly optionals: number;
  /** Whether what only answers have is there: some documents require it of requests all the same. */
  readonly readOnly: boolean;
}

const USUAL: MakingWay = { examples: true, checked: false, optionals: 0, readOnly: false };

/** The likeliest first; each with a seed of its own, so that other alternatives are chosen. */
const WAYS: readonly MakingWay[] = [
  USUAL,
  { ...USUAL, checked: true },
  { ...USUAL, examples: false, checked: true },
  { ...USUAL, examples: false, checked: true },
  { ...USUAL, examples: false, checked: true, optionals: 1 },
  { ...USUAL, examples: false, checked: true, readOnly: true },
  { ...USUAL, examples: false, checked: true },
];

/** Values for the schema at a location, plain ones first; whether one fits is for the caller to see. */
export function* madeValues(spec: Spec, location: string): Generator<Json> {
  const given = schemaAt(spec.document, location);
  if (given.length === 0) return;
  for (const [seed, way] of WAYS.entries()) {
    try {
      yield makeValue(given, seed + 1, {
        document: spec.document,
        library: createTexts(),
        optionals: way.optionals,
        takesExample: () => way.examples,
        isShown: ({ schema }) => way.readOnly || !isOneWay(spec.document, schema, 'request'),
        ...(way.checked && { fits: (at: string, value: Json) => spec.validators.fits(at, value) }),
      });
    } catch {
      // Nothing fits this way; another may find something.
    }
  }
}

/** Plain texts, each another one: some lists want them so. */
function createTexts(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return count === 1 ? 'text' : `text${count}`;
  };
}

/** The plainest value of a type, by the bounds that every reader knows. */
export function plainValue({ types, schema }: Pick<Field, 'types' | 'schema'>): Json | undefined {
  const [type] = types;
  if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? undefined : 'text';
}

/** What a field's schema gives itself: examples, the only value, the default, those of a list. */
export function givenValues({ schema, examples }: { schema: JsonObject; examples: readonly Json[] }): Json[] {
  const listed = Array.isArray(schema.enum) ? schema.enum : [];
  return [...examples, schema.const, schema.default, ...listed].filter((one) => one !== undefined);
}
