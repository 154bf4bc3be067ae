import { generalPointer } from '../../result/finding.ts';
import { isObject, type Json, type JsonObject, member } from '../../spec/json.ts';
import { fromReference, toPointer, valueAt } from '../../spec/json-pointer.ts';
import { toEvidence } from '../../spec/parts.ts';
import { branchesOf, hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, ResponseSpec, Spec } from '../../spec/spec.ts';

/** A schema with the place where it stands in the document. */
export interface Placed {
  readonly pointer: string;
  readonly schema: JsonObject;
}

export function placedAt({ document }: Spec, pointer: string): Placed[] {
  const schema = valueAt(document, pointer);
  return isObject(schema) ? [{ pointer, schema }] : [];
}

/** The schemas at a keyword: one, or each of a list. */
export function below({ pointer, schema }: Placed, keyword: string): Placed[] {
  const value = schema[keyword];
  const at = `${pointer}/${keyword}`;
  if (Array.isArray(value))
    return value.flatMap((one, index) => (isObject(one) ? [{ pointer: `${at}/${index}`, schema: one }] : []));
  return isObject(value) ? [{ pointer: at, schema: value }] : [];
}

/** The schema behind a `$ref`. */
export function referred(spec: Spec, { schema }: Placed): Placed[] {
  return typeof schema.$ref === 'string' ? placedAt(spec, fromReference(schema.$ref)) : [];
}

/** The schemas that a schema gives to a property, by its name or by a pattern. */
export function propertyOf(placed: Placed, name: string): Placed[] {
  const own = member(placed.schema.properties, name);
  const found = isObject(own)
    ? [{ pointer: `${placed.pointer}/properties${toPointer([name])}`, schema: own }]
    : [];
  const patterns = Object.entries(
    isObject(placed.schema.patternProperties) ? placed.schema.patternProperties : {},
  );
  const matching = patterns.flatMap(([pattern, schema]) =>
    isObject(schema) && new RegExp(pattern, 'u').test(name)
      ? [{ pointer: `${placed.pointer}/patternProperties${toPointer([pattern])}`, schema }]
      : [],
  );
  return [...found, ...matching];
}

/** Where the schema of the value at a path stands in the document, or of the nearest value above it. */
export function sourceAt(spec: Spec, media: MediaType, path: readonly string[]): string {
  const [start] = placedAt(spec, media.pointer);
  for (let length = path.length; start && length > 0; length -= 1) {
    const found = find(spec, start, path.slice(0, length));
    if (found) return found.pointer;
  }
  return media.pointer;
}

const IN_PLACE = ['allOf', 'oneOf', 'anyOf', 'then', 'else', 'if'];
/** References that lead to references end somewhere. */
const MOST_STEPS = 50;

function find(spec: Spec, placed: Placed, path: readonly string[], steps = 0): Placed | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return placed;
  if (steps > MOST_STEPS) return undefined;
  const isIndex = /^\d+$/.test(name);
  const inside = [
    ...propertyOf(placed, name),
    ...(isIndex
      ? [...below(placed, 'prefixItems').slice(Number(name), Number(name) + 1), ...below(placed, 'items')]
      : []),
    ...below(placed, 'additionalProperties'),
  ];
  const beside = [...referred(spec, placed), ...IN_PLACE.flatMap((keyword) => below(placed, keyword))];
  return (
    someOf(inside, (one) => find(spec, one, rest, steps)) ??
    someOf(beside, (one) => find(spec, one, path, steps + 1))
  );
}

function someOf(all: readonly Placed[], look: (one: Placed) => Placed | undefined): Placed | undefined {
  for (const one of all) {
    const found = look(one);
    if (found) return found;
  }
  return undefined;
}

/** Where a word of `x-confab` stands that the schema at a path has. */
export function hintAt(spec: Spec, media: MediaType, path: readonly string[], word: string): string {
  const start = sourceAt(spec, media, path);
  let [placed] = placedAt(spec, start);
  for (let steps = 0; placed && steps < MOST_STEPS; steps += 1) {
    if (hintsOf(placed.schema)[word] !== undefined) return `${placed.pointer}/x-confab/${word}`;
    [placed] = referred(spec, placed);
  }
  return start;
}

/** The evidence of the nearest property at or above a path that says any; else the response's. */
export function evidenceAt(
  spec: Spec,
  response: ResponseSpec,
  media: MediaType,
  path: readonly string[],
): Evidence {
  for (let length = path.length; length > 0; length -= 1) {
    const schema = spec.schemas.at(media.schema, path.slice(0, length));
    const { evidence } = hintsOf(schema);
    if (evidence !== undefined) return toEvidence(evidence);
  }
  return response.evidence;
}

export function propertyEntry({ status }: ResponseSpec, path: readonly string[]): string {
  return `property:${status}${generalPointer(toPointer(path))}`;
}

/** A place of a body that a schema describes, with a star for every place of a list. */
export interface SchemaPlace {
  readonly path: readonly string[];
  readonly schema: JsonObject;
}

const known = new WeakMap<MediaType, readonly SchemaPlace[]>();

/** Every place that a media type's schema describes, through references and branches; deep enough for any envelope. */
export function placesOf(spec: Spec, media: MediaType): readonly SchemaPlace[] {
  // Asked for each answer, and always the same.
  const before = known.get(media);
  if (before) return before;
  const found: SchemaPlace[] = [];
  const visit = (raw: unknown, path: readonly string[]) => {
    if (path.length > 8) return;
    const schema = spec.schemas.resolve(raw);
    found.push({ path, schema });
    for (const [name, property] of spec.schemas.properties(schema)) visit(property, [...path, name]);
    if (isObject(schema.items)) visit(schema.items, [...path, '*']);
    for (const branch of branchesOf(schema)) visit(branch, path);
  };
  visit(media.schema, []);
  known.set(media, found);
  return found;
}

/** The path of a place's first value: its schema stands where those of all do. */
export function firstOf(path: readonly string[]): string[] {
  return path.map((name) => (name === '*' ? '0' : name));
}

/** The values at a place of a body, each with its path. */
export function valuesAt(body: Json, path: readonly string[]): { path: string[]; value: Json }[] {
  let found: { path: string[]; value: Json }[] = [{ path: [], value: body }];
  for (const name of path) {
    found = found.flatMap(({ path: at, value }) => {
      if (name === '*')
        return Array.isArray(value)
          ? value.map((one, index) => ({ path: [...at, String(index)], value: one }))
          : [];
      const child = member(value, name);
      return child === undefined ? [] : [{ path: [...at, name], value: child }];
    });
  }
  return found;
}
