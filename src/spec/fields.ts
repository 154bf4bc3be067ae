import { type BareField, toBodyField, toBodyFields } from './body-fields.ts';
import { keyOfParameter } from './declared-expressions.ts';
import { type Expression, keyOf, labelOf } from './expressions.ts';
import type { Field, FieldRoles } from './field.ts';
import type { JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { schemaAt } from './located-schema.ts';
import type { Parameter } from './parameters.ts';
import type { Reader } from './reader.ts';
import { sentMediaOf } from './request-format.ts';
import { examplesOf, type SchemaReader } from './schema.ts';
import { schemaSetsOf } from './schema-set.ts';
import { type Filter, type FilterTest, type Listing, type Operation, PAGING_WORDS } from './spec.ts';

type Flat = Pick<Operation, 'pointer' | 'body' | 'list'> & { readonly parameters: readonly Parameter[] };

/**
 * Every value that a request of an operation can carry: its parameters, then the properties of the body of
 * the media type that is sent, and whatever else its listing reads (from a branch of `oneOf`, or from a list).
 */
export function toFields({ document, schemas }: Reader, operation: Flat): Field[] {
  const media = sentMediaOf(operation);
  const declared = [
    ...operation.parameters.map((parameter) => ofParameter(schemas, operation, parameter)),
    ...(media && media.pointer !== '' ? toBodyFields(document, schemas, media.pointer) : []),
  ];
  const reads = operation.list ? readsOf(operation.list) : [];
  const known = new Map(declared.map((field) => [field.key, field]));
  for (const { key, at } of reads)
    if (!known.has(key)) known.set(key, ofExpression({ document, schemas }, operation, at));
  return [...known.values()].map((field) => ({
    ...field,
    ...rolesOf(reads, field.key),
    members: membersOf({ document, schemas }, field, reads),
  }));
}

/** The members of a parameter that the listing reads. */
function membersOf(
  { document, schemas }: Pick<Reader, 'document' | 'schemas'>,
  field: BareField,
  reads: readonly Read[],
): Map<string, Field> {
  const of = reads.filter(({ key, at }) => key === field.key && isMember(at));
  return new Map(
    of.map(({ at }) => {
      const { path } = at;
      const schema = schemas.merged(schemas.at(field.schema, path));
      const { owner, source } = located(document, field.pointer, path);
      const member: Field = {
        ...field,
        ...NO_ROLES,
        ...{ label: labelOf(at), path, schema, types: schemas.types(schema), required: false, source },
        examples: examplesOf(schema),
        presence: { node: owner, statement: `required/${path.at(-1)}` },
        pointer: source,
      };
      return [toPointer(path), member];
    }),
  );
}

const NO_ROLES: FieldRoles = { paging: undefined, filter: undefined, order: undefined, switches: [] };

function isMember({ in: place, path }: Expression): boolean {
  return place !== 'body' && path.length > 0;
}

function ofParameter(schemas: SchemaReader, { pointer }: Flat, parameter: Parameter): BareField {
  const { in: place, name, schema, example } = parameter;
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
    presence: { node: parameter.node, statement: 'required' },
    source: parameter.pointer === '' ? pointer : parameter.pointer,
    pointer: parameter.pointer,
    serialisation: parameter.serialisation,
    failures: parameter.failures,
    failureKinds: parameter.failureKinds,
    members: new Map(),
  };
}

/** A field that only an expression of the listing names; the first media type that has it counts. */
function ofExpression(
  { document, schemas }: Pick<Reader, 'document' | 'schemas'>,
  { body }: Flat,
  { path }: Expression,
): BareField {
  const found = [...(body?.content.values() ?? [])].find(({ schema }) => schemas.at(schema, path));
  const name = path.at(-1) ?? '';
  const { owner, source } = located(document, found?.pointer ?? '', path);
  return toBodyField(schemas, {
    path,
    required: schemas.required(schemas.at(found?.schema, path.slice(0, -1))).has(name),
    presence: { node: owner, statement: `required/${name}` },
    source,
    schema: schemas.at(found?.schema, path),
  });
}

/** Where the schema of the value at a path stands in any alternative of a schema, and that of the value around it. */
function located(document: Reader['document'], pointer: string, path: readonly string[]) {
  const sets = schemaSetsOf(document);
  const at = { owner: pointer, source: pointer };
  let set = sets.of(schemaAt(document, pointer));
  for (const name of path) {
    const around = sets.possible(set);
    set = /^\d+$/.test(name) ? around.item(Number(name)) : around.property(name);
    at.owner =
      (around.schemas.find(({ schema }) => declares(schema, name)) ?? around.schemas[0])?.location ?? '';
    at.source = set.schemas[0]?.location ?? at.source;
  }
  return at;
}

function declares(schema: JsonObject, name: string): boolean {
  const { required } = schema;
  return Array.isArray(required) && required.includes(name);
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
  const ofFilter = (of: Filter, test: FilterTest, from: Expression) =>
    // A parameter is no filter for what its members are.
    read(from, isMember(from) ? { switches: [of] } : { filter: { of, test } });
  return [
    ...PAGING_WORDS.flatMap((word) => paging.reads[word].flatMap((at) => read(at, { paging: word }))),
    ...filters.flatMap((of) => of.tests.flatMap(({ test, from }) => ofFilter(of, test, from))),
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
