import { generalPointer } from '../../result/finding.ts';
import { toEvidence } from '../../spec/grade.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { SchemaSet } from '../../spec/schema-set.ts';
import type { Evidence, ResponseSpec, Spec } from '../../spec/spec.ts';
import type { Trace } from '../../spec/trace.ts';

/** Where the schema of the value at a path stands in the document, or of the nearest value above it. */
export function locationAt(trace: Trace, path: readonly string[]): string {
  return trace.along(path).at(-1)?.schemas[0]?.location ?? '';
}

/** Where a word of `x-confab` stands that applies to a value. */
export function wordLocation({ schemas }: SchemaSet, word: string): string | undefined {
  const found = schemas.find(({ schema }) => hintsOf(schema)[word] !== undefined);
  return found && `${found.location}/x-confab/${word}`;
}

/** The evidence of the nearest property at or above a path that states any; else the response's. */
export function evidenceAt(
  spec: Spec,
  response: ResponseSpec,
  trace: Trace | undefined,
  path: readonly string[],
): Evidence {
  const given = trace?.along(path) ?? [];
  for (let length = given.length - 1; length > 0; length -= 1) {
    const evidence = statedEvidence(spec, given[length] as SchemaSet);
    if (evidence) return evidence;
  }
  return response.evidence;
}

/** The evidence that a value's own schemas state. */
export function ownEvidence(spec: Spec, trace: Trace, path: readonly string[]): Evidence | undefined {
  const own = path.length > 0 ? trace.along(path)[path.length] : undefined;
  return own && statedEvidence(spec, own);
}

/** The name in the ledger of the property at a path. */
export function propertyEntry({ status }: ResponseSpec, path: readonly string[]): string {
  return `property:${status}${generalPointer(toPointer(path))}`;
}

const stated = new WeakMap<SchemaSet, Evidence | 'none'>();

/** Worked out once: all rows of all pages have the same few sets of schemas. */
function statedEvidence({ schemas: reader }: Spec, set: SchemaSet): Evidence | undefined {
  let evidence = stated.get(set);
  if (!evidence) {
    const words = set.schemas.map(({ schema }) => hintsOf(reader.resolve(schema)).evidence);
    const first = words.find((word) => word !== undefined);
    evidence = first === undefined ? 'none' : toEvidence(first);
    stated.set(set, evidence);
  }
  return evidence === 'none' ? undefined : evidence;
}
