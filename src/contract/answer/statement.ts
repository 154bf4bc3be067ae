import { generalPointer } from '../../result/finding.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import type { SchemaSet } from '../../spec/schema-set.ts';
import type { MediaType, ResponseSpec, Spec } from '../../spec/spec.ts';
import { type Statement, setStatement, statementAt } from '../../spec/statement.ts';
import type { Trace } from '../../spec/trace.ts';

/** Where the schema of the value at a path stands in the document, or of the nearest value above it. */
export function locationAt(trace: Trace, path: readonly string[]): string {
  return trace.along(path).at(-1)?.schemas[0]?.location ?? '';
}

/**
 * What a media type says: that the Content-Type names it (`type`), and that there is a body that can be read as one
 * (`body`). Where the document knows of none, that an answer announces it is what holds.
 */
export function mediaStatement(
  spec: Spec,
  media: MediaType | undefined,
  otherwise: string,
  statement: 'type' | 'body' = 'body',
): Statement {
  return media
    ? { source: media.node, evidence: statementAt(spec, media.node, statement).evidence }
    : { source: otherwise, evidence: DOCUMENTED };
}

/** That the document has a status. */
export function statusStatement(spec: Spec, { pointer }: ResponseSpec): Statement {
  return { source: pointer, evidence: statementAt(spec, pointer, 'status').evidence };
}

/** Of which type the value at a path is, by the nearest value above it of which any schema says so. */
export function typeStatement(spec: Spec, trace: Trace, path: readonly string[]): Statement {
  const sets = trace.along(path);
  const found = sets
    .toReversed()
    .map((set: SchemaSet) => setStatement(spec, set, 'type'))
    .find(Boolean);
  return { source: locationAt(trace, path), evidence: found?.evidence ?? DOCUMENTED };
}

/** The name in the ledger of the property at a path. */
export function propertyEntry({ status }: ResponseSpec, path: readonly string[]): string {
  return `property:${status}${generalPointer(toPointer(path))}`;
}
