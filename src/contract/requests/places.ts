import type { Expression } from '../../spec/expressions.ts';
import { isObject, type Json, type JsonObject, member } from '../../spec/json.ts';
import { fromReference, toPointer, valueAt } from '../../spec/json-pointer.ts';
import { isJson } from '../../spec/media-type.ts';
import { toEvidence } from '../../spec/parts.ts';
import { hintsOf } from '../../spec/schema.ts';
import {
  type Evidence,
  type Filter,
  type FilterTest,
  type MediaType,
  type Operation,
  PAGING_WORDS,
  type PagingWord,
  type Parameter,
  type Spec,
} from '../../spec/spec.ts';

/** A place of a request that the document gives a schema, with all that is said about it. */
export interface Place {
  /** The ledger's name of it: `query/page`, `body/filter/name`. */
  readonly key: string;
  /** The name that people know it by. */
  readonly label: string;
  readonly at: Pick<Expression, 'in' | 'name' | 'path'>;
  readonly schema: JsonObject;
  /** The JSON types that it allows; empty when the document does not say. */
  readonly types: readonly string[];
  readonly required: boolean;
  readonly invalid: Parameter['invalid'];
  /** Where the document speaks of it. */
  readonly source: string;
  readonly evidence: Evidence;
  readonly examples: readonly Json[];
  /** The paging word that is read from it. */
  readonly word: PagingWord | undefined;
  /** The filter that is read from it. */
  readonly filter: { readonly of: Filter; readonly test: FilterTest } | undefined;
}

/** Objects in a body are looked into so far. */
const DEPTH = 3;

/** Every place of an operation's request: parameters, then the properties of its body. Cookies are not sent. */
export function toPlaces(spec: Spec, operation: Operation): Place[] {
  const media = bodyMediaOf(operation);
  const required = media && requiredOf(spec, media.schema);
  return [
    ...operation.parameters
      .filter(({ in: place }) => place !== 'cookie')
      .map((one) => ofParameter(spec, operation, one)),
    ...(media && required ? ofProperties(spec, operation, media.schema, media.pointer, [], required) : []),
  ];
}

/** The media type in which bodies are sent; undefined when it is not JSON or there is none. */
export function bodyMediaOf({ body }: Operation): MediaType | undefined {
  const media = body?.content.values().next().value;
  return media && isJson(media) ? media : undefined;
}

function ofParameter(spec: Spec, operation: Operation, parameter: Parameter): Place {
  const { in: place, schema, required, invalid, evidence, example } = parameter;
  const name = place === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const at = { in: place as 'query', name, path: [] };
  return {
    key: `${place}/${name}`,
    label: parameter.name,
    at,
    schema,
    types: spec.schemas.types(schema),
    required,
    invalid,
    source: parameter.pointer === '' ? operation.pointer : parameter.pointer,
    evidence,
    examples: [...(example === undefined ? [] : [example]), ...examplesOf(schema)],
    ...rolesOf(operation, at),
  };
}

function ofProperties(
  spec: Spec,
  operation: Operation,
  raw: Json,
  pointer: string,
  above: readonly string[],
  required: ReadonlySet<string>,
): Place[] {
  return [...spec.schemas.properties(raw)].flatMap(([name, schema]) => {
    const path = [...above, name];
    const at = { in: 'body', name: '', path } as const;
    const source = propertyPointer(spec, pointer, name);
    const types = spec.schemas.types(schema);
    const { evidence, invalid } = hintsOf(schema);
    const place: Place = {
      key: `body${toPointer(path)}`,
      label: name,
      at,
      schema,
      types,
      required: required.has(name),
      // Only what stands at the top of a body is moved into its bounds.
      invalid: (above.length === 0 && invalid !== undefined ? invalid : 'refuse') as Place['invalid'],
      source,
      evidence: toEvidence(evidence),
      examples: examplesOf(schema),
      ...rolesOf(operation, at),
    };
    const below =
      types.includes('object') && path.length < DEPTH
        ? ofProperties(spec, operation, schema, source, path, requiredOf(spec, schema))
        : [];
    return [place, ...below];
  });
}

function rolesOf({ list }: Operation, at: Place['at']): Pick<Place, 'word' | 'filter'> {
  const isHere = (place: Expression) =>
    place.in === at.in && place.name === at.name && same(place.path, at.path);
  const filters = (list?.filters ?? []).flatMap((of) =>
    of.tests.map(({ test, from }) => ({ of, test, from })),
  );
  const filter = filters.find(({ from }) => isHere(from));
  return {
    word: PAGING_WORDS.find((word) => list?.paging.reads[word].some(isHere)),
    filter: filter && { of: filter.of, test: filter.test },
  };
}

function examplesOf(schema: JsonObject): Json[] {
  return [
    ...(Array.isArray(schema.examples) ? schema.examples : []),
    ...(schema.example === undefined ? [] : [schema.example]),
  ];
}

function requiredOf(spec: Spec, raw: Json): Set<string> {
  const schema = spec.schemas.resolve(raw);
  const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
  return new Set([
    ...(Array.isArray(schema.required) ? schema.required.map(String) : []),
    ...parts.flatMap((part) => [...requiredOf(spec, part)]),
  ]);
}

/** Where a property is declared, references on the way followed; of composed schemas the part that has it. */
function propertyPointer({ document }: Spec, pointer: string, name: string): string {
  const found = search(document, pointer, name, 0);
  return found ?? pointer;
}

function search(document: JsonObject, pointer: string, name: string, depth: number): string | undefined {
  const schema = valueAt(document, pointer);
  if (!isObject(schema) || depth > 20) return undefined;
  const own = pointer + toPointer(['properties', name]);
  if (member(schema.properties, name) !== undefined) return own;
  const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
  const places = [
    ...(typeof schema.$ref === 'string' ? [fromReference(schema.$ref)] : []),
    ...parts.map((_, index) => `${pointer}/allOf/${index}`),
  ];
  for (const place of places) {
    const below = search(document, place, name, depth + 1);
    if (below !== undefined) return below;
  }
  return undefined;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
