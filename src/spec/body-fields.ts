import { declaredProperties } from './declared-properties.ts';
import type { Field, FieldRoles } from './field.ts';
import type { JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import { examplesOf, hintsOf, type SchemaReader } from './schema.ts';
import { FORM } from './serialisation.ts';

/** A field without what the listing reads it for. */
export type BareField = Omit<Field, keyof FieldRoles>;

/** No more fields are tested: in a wider document those nearest to the top count. */
const MOST_FIELDS = 500;

interface Branch {
  readonly field: BareField;
  readonly below: Branch[];
}

interface FieldLevel {
  readonly pointer: string;
  readonly path: readonly string[];
  /** The locations of the schemas above: none of them is read again, so that recursion ends. */
  readonly above: ReadonlySet<string>;
  readonly into: Branch[];
}

/** Every property of a body, by the schema at a location, at any depth; what stands in lists is no field. */
export function toBodyFields(document: JsonObject, schemas: SchemaReader, pointer: string): BareField[] {
  const top: Branch[] = [];
  const open: FieldLevel[] = [{ pointer, path: [], above: new Set(), into: top }];
  let count = 0;
  // Level by level: what the loop adds to the end of the list is read after all that is nearer to the top.
  for (const { pointer: at, path, above, into } of open) {
    const { properties, required, read } = declaredProperties(document, at);
    if ([...read].some((one) => above.has(one))) continue;
    for (const [name, location] of properties) {
      count += 1;
      if (count > MOST_FIELDS) return flat(top);
      const branch: Branch = {
        field: toBodyField(schemas, {
          path: [...path, name],
          required: required.has(name),
          presence: {
            node: required.get(name) ?? location.slice(0, -toPointer(['properties', name]).length),
            statement: `required/${name}`,
          },
          source: location,
          schema: valueAt(document, location),
        }),
        below: [],
      };
      into.push(branch);
      const ways = new Set([...above, ...read]);
      open.push({ pointer: location, path: branch.field.path, above: ways, into: branch.below });
    }
  }
  return flat(top);
}

export function toBodyField(
  schemas: SchemaReader,
  of: Pick<BareField, 'path' | 'required' | 'presence' | 'source'> & { readonly schema: unknown },
): BareField {
  const { path, required, presence, source } = of;
  const schema = schemas.merged(of.schema);
  const { invalid = 'refuse' } = hintsOf(schema);
  return {
    key: `body${toPointer(path)}`,
    label: path.at(-1) ?? 'body',
    in: 'body',
    name: '',
    path,
    schema,
    types: schemas.types(schema),
    required: required && schema.readOnly !== true,
    // Only values at the top of a body are moved into their bounds.
    invalid: path.length === 1 ? (invalid as Field['invalid']) : 'refuse',
    examples: examplesOf(schema),
    presence,
    source,
    pointer: source,
    serialisation: FORM,
    failures: new Map(),
    failureKinds: new Map(),
    members: new Map(),
  };
}

/** Each field in front of those that stand in it. */
function flat(branches: readonly Branch[]): BareField[] {
  return branches.flatMap(({ field, below }) => [field, ...flat(below)]);
}
