import type { Cause, FailureKind } from './causes.ts';
import { keyOf, type RequestLocation } from './expressions.ts';
import type { Json, JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Serialisation } from './serialisation.ts';
import type { Failure, Filter, FilterTest, Operation, PagingWord } from './spec.ts';

/** One value that a request can carry: a parameter, or a property of its body at any depth. */
export interface Field extends RequestLocation, FieldRoles {
  /** `query/page`, `body/filter/kind`; names of headers are lower case. */
  readonly key: string;
  /** The name that people know it by. */
  readonly label: string;
  /** Its schema, with references resolved and the parts of `allOf` merged into it. */
  readonly schema: JsonObject;
  /** The JSON types that it allows; empty when the document does not say. */
  readonly types: readonly string[];
  /** Whether the request, or the object of the body that it stands in, must have it. */
  readonly required: boolean;
  /** What a server does with a value that is out of bounds or not listed. */
  readonly invalid: 'refuse' | 'default' | 'clamp';
  readonly examples: readonly Json[];
  /** Which statement of the document says whether it must be there. */
  readonly presence: { readonly node: string; readonly statement: string };
  /** The schema location where the document declares it; for a parameter without a schema, the operation. */
  readonly source: string;
  /** Where its schema stands, for validators; empty when it has none. */
  readonly pointer: string;
  /** How a parameter's value is written as text. */
  readonly serialisation: Serialisation;
  /** The answers to causes that concern this field; they go before the operation's. */
  readonly failures: ReadonlyMap<Cause, Failure>;
  /** Those of one kind of fault; they go before the cause's. */
  readonly failureKinds: ReadonlyMap<FailureKind, Failure>;
  /** Of a parameter that is an object, the members that the listing reads, by their pointers in it. */
  readonly members: ReadonlyMap<string, Field>;
}

/** What the operation's listing reads a field for. */
export interface FieldRoles {
  readonly paging: PagingWord | undefined;
  readonly filter: { readonly of: Filter; readonly test: FilterTest } | undefined;
  readonly order: 'by' | 'direction' | undefined;
  /** The filters that its value switches on or off. */
  readonly switches: readonly Filter[];
}

/** The field at a location. Throws if the operation has none there, which no location of its listing can cause. */
export function fieldAt({ id, fields }: Operation, location: RequestLocation): Field {
  const key = keyOf(location);
  const field = fields.find((one) => one.key === key);
  const isMember = location.in !== 'body' && location.path.length > 0;
  const found = isMember ? field?.members.get(toPointer(location.path)) : field;
  if (!found) throw new Error(`${id} has no field ${key}`);
  return found;
}

/** The field of that key or label; of several the first. */
export function fieldNamed({ fields }: Pick<Operation, 'fields'>, name: string): Field | undefined {
  return fields.find(({ key }) => key === name) ?? fields.find(({ label }) => label === name);
}
