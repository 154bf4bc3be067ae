import { type BareField, toBodyField, toBodyFields } from './body-fields.ts';
import { keyOfParameter } from './declared-expressions.ts';
import { type Expression, keyOf } from './expressions.ts';
import type { Field, FieldRoles } from './field.ts';
import type { Parameter } from './parameters.ts';
import type { Reader } from './reader.ts';
import { examplesOf, type SchemaReader } from './schema.ts';
import { type Listing, type Operation, PAGING_WORDS } from './spec.ts';

type Flat = Pick<Operation, 'pointer' | 'body' | 'list'> & { readonly parameters: readonly Parameter[] };

/**
 * Every value that a request of an operation can carry: its parameters, then the properties of the body of
 * the media type that is sent, and whatever else its listing reads (from a branch of `oneOf`, or from a list).
 */
export function toFields({ document, schemas }: Reader, operation: Flat): Field[] {
  const media = operation.body?.content.values().next().value;
  const declared = [
    ...operation.parameters.map((parameter) => ofParameter(schemas, operation, parameter)),
    ...(media && media.pointer !== '' ? toBodyFields(document, schemas, media.pointer) : []),
  ];
  const reads = operation.list ? readsOf(operation.list) : [];
  const known = new Map(declared.map((field) => [field.key, field]));
  for (const { key, at } of reads)
    if (!known.has(key)) known.set(key, ofExpression({ schemas }, operation, at));
  return [...known.values()].map((field) => ({ ...field, ...rolesOf(reads, field.key) }));
}

function ofParameter(schemas: SchemaReader, { pointer }: Flat, parameter: Parameter): BareField {
  const { in: place, name, schema, example, style } = parameter;
  const own = place === 'header' ? name.toLowerCase() : name;
  return {
    key: keyOfParameter(parameter),
    label: name,
    in: place,
    name: own,
    path: [],
    schema,
    types: schemas.types(schema),
    required: parameter.required,
    invalid: parameter.invalid,
    examples: [...(example === undefined ? [] : [example]), ...examplesOf(schema)],
    evidence: parameter.evidence,
    source: parameter.pointer === '' ? pointer : parameter.pointer,
    pointer: parameter.pointer,
    explode: parameter.explode && place === 'query',
    separator: { spaceDelimited: ' ', pipeDelimited: '|' }[style] ?? ',',
    failures: parameter.failures,
  };
}

/** A field that only an expression of the listing names; the first media type that has it counts. */
function ofExpression({ schemas }: Pick<Reader, 'schemas'>, { body }: Flat, { path }: Expression): BareField {
  const found = [...(body?.content.values() ?? [])].find(({ schema }) => schemas.at(schema, path));
  const above = schemas.at(found?.schema, path.slice(0, -1));
  return toBodyField(schemas, {
    path,
    required: schemas.required(above).has(path.at(-1) ?? ''),
    source: found?.pointer ?? '',
    schema: schemas.at(found?.schema, path),
  });
}

interface Read {
  readonly key: string;
  readonly at: Expression;
  readonly roles: Partial<FieldRoles>;
}

/** What a listing reads from a request, and for what. */
function readsOf({ paging, filters, order }: Listing): Read[] {
  const read = (at: Expression | undefined, roles: Partial<FieldRoles>): Read[] =>
    at ? [{ key: keyOf(at), at, roles }] : [];
  return [
    ...PAGING_WORDS.flatMap((word) => paging.reads[word].flatMap((at) => read(at, { paging: word }))),
    ...filters.flatMap((of) => of.tests.flatMap(({ test, from }) => read(from, { filter: { of, test } }))),
    ...filters.flatMap((of) => of.when.flatMap(({ place }) => read(place, { switches: [of] }))),
    ...read(order?.requestedBy, { order: 'by' }),
    ...read(order?.requestedDirection, { order: 'direction' }),
  ];
}

function rolesOf(reads: readonly Read[], key: string): FieldRoles {
  const own = reads.filter((read) => read.key === key).map(({ roles }) => roles);
  return {
    paging: own.find(({ paging }) => paging)?.paging,
    filter: own.find(({ filter }) => filter)?.filter,
    order: own.find(({ order }) => order)?.order,
    switches: own.flatMap(({ switches = [] }) => switches),
  };
}
