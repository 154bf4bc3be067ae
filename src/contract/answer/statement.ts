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

/** The evidence of the nearest property at or above a path that says any; else the response's. */
export function evidenceAt(
  spec: Spec,
  response: ResponseSpec,
  trace: Trace | undefined,
  path: readonly string[],
): Evidence {
  const given = trace?.along(path).slice(1) ?? [];
  for (const one of given.toReversed()) {
    const evidence = statedEvidence(spec, one);
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

function statedEvidence({ schemas: reader }: Spec, { schemas }: SchemaSet): Evidence | undefined {
  const stated = schemas.map(({ schema }) => hintsOf(reader.resolve(schema)).evidence);
  const first = stated.find((one) => one !== undefined);
  return first === undefined ? undefined : toEvidence(first);
}
