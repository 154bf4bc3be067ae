import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromReference, valueAt } from '../json-pointer.ts';

/** What tells the alternatives of the official schemas apart. */
const TELLING = ['in', 'type', 'flow'];

/**
 * The official schema of 2.0 or 3.0 with each `oneOf` as a row of `if`: a value is held against the one alternative
 * that it wants to be, so that what is wrong is told once and not for each alternative. Changes the schema.
 */
export function withoutOneOf(schema: JsonObject): JsonObject {
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const child of Object.values(value)) walk(child);
    if (!isObject(value) || !Array.isArray(value.oneOf)) return;
    const row = toRow(value.oneOf, schema);
    if (row === undefined) return;
    delete value.oneOf;
    value.allOf = [...(Array.isArray(value.allOf) ? value.allOf : []), row];
  };
  walk(schema);
  return schema;
}

function toRow(alternatives: readonly Json[], root: JsonObject): JsonObject | undefined {
  const isFirst = alternatives.some((one) => plainTest(one) !== undefined);
  // Beside what is a reference or a boolean stands one other thing.
  const meant = alternatives.map((one) => ({ one, test: isFirst ? plainTest(one) : testOf(one, root) }));
  const tested = meant.flatMap(({ one, test }) => (test ? [{ one, test }] : []));
  const [last, another] = meant.filter(({ test }) => test === undefined);
  // Two alternatives that nothing tells apart stay as they are, and so do those that are about other things.
  if (tested.length === 0 || another) return undefined;
  const end: JsonObject = (last?.one as JsonObject | undefined) ?? expected(tested.map(({ test }) => test));
  return tested.reduceRight<JsonObject>(
    // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
    (others, { one, test }) => ({ if: test.schema, then: one, else: others }),
    end,
  );
}

interface Test {
  readonly schema: JsonObject;
  /** The properties with their values that tell it. */
  readonly values: Readonly<Record<string, readonly Json[]>>;
}

function plainTest(alternative: Json): Test | undefined {
  if (!isObject(alternative)) return undefined;
  if (alternative.type === 'boolean') return { schema: { type: 'boolean' }, values: {} };
  return typeof alternative.$ref === 'string' && /(Reference|jsonReference)$/.test(alternative.$ref)
    ? { schema: { type: 'object', required: ['$ref'] }, values: {} }
    : undefined;
}

/** What shows that a value wants to be this alternative; undefined where nothing does. */
function testOf(alternative: Json, root: JsonObject): Test | undefined {
  if (!isObject(alternative)) return undefined;
  const { $ref } = alternative;
  const values =
    typeof $ref === 'string'
      ? tellingOf(valueAt(root, fromReference($ref)), root)
      : tellingOf(alternative, root);
  const names = Object.keys(values);
  if (names.length === 0) return undefined;
  const properties = Object.fromEntries(names.map((name) => [name, { enum: [...(values[name] ?? [])] }]));
  return { schema: { type: 'object', required: names, properties }, values };
}

function tellingOf(schema: Json | undefined, root: JsonObject): Record<string, readonly Json[]> {
  const found: Record<string, readonly Json[]> = {};
  for (const name of TELLING) {
    const allowed = valueAt(schema, `/properties/${name}/enum`);
    if (Array.isArray(allowed)) found[name] = allowed;
  }
  return Object.keys(found).length > 0 ? found : allTelling(schema, root);
}

/** Of an alternative that has alternatives itself: what each of these says. */
function allTelling(schema: Json | undefined, root: JsonObject): Record<string, readonly Json[]> {
  const alternatives = [valueAt(schema, '/oneOf') ?? [], valueAt(schema, '/allOf') ?? []];
  const parts = [...JSON.stringify(alternatives).matchAll(/"\$ref":"(#[^"]+)"/g)].map(([, reference = '']) =>
    tellingOf(valueAt(root, fromReference(reference)), root),
  );
  if (parts.length === 0) return {};
  const names = TELLING.filter((name) => parts.every((part) => part[name] !== undefined));
  return Object.fromEntries(names.map((name) => [name, parts.flatMap((part) => part[name] ?? [])]));
}

/** Where it wants to be none of them: what tells them apart is missing, or wrong. */
function expected(tests: readonly Test[]): JsonObject {
  const [first] = tests;
  const name = Object.keys(first?.values ?? {})[0];
  if (name === undefined) return { not: {} };
  const values = [...new Set(tests.flatMap((test) => test.values[name] ?? []))];
  return { type: 'object', required: [name], properties: { [name]: { enum: values } } };
}
