import { excerpt } from '../text/excerpt.ts';
import { readHeader } from './header-text.ts';
import type { Lines } from './source.ts';
import type { HeaderSpec, Spec } from './spec.ts';
import type { SpecWarning } from './spec-warning.ts';

/** Holds the value of every header of an answer against its schema, and tells each that breaks it. */
export function checkHeaders(spec: Spec, source: Lines): SpecWarning[] {
  const found = new Map<string, SpecWarning>();
  for (const { id, responses } of spec.operations)
    for (const { status, headers } of responses.values())
      for (const header of headers.values()) {
        const must = misfitOfHeader(spec, header);
        if (must === undefined) continue;
        found.set(header.node, {
          message: `the value ${excerpt(header.value ?? '', 80)} of the header ${header.name} of ${id}'s ${status} response breaks its own schema: ${must}`,
          place: source.at(header.node),
        });
      }
  return [...found.values()];
}

/** What the value of a header must be and is not; undefined when it fits, or each request has another. */
export function misfitOfHeader(
  { schemas, validators }: Spec,
  { pointer, schema, form, value }: HeaderSpec,
): string | undefined {
  if (pointer === '' || value === undefined || value.includes('{')) return undefined;
  return validators.checkOnce(pointer, readHeader(schemas, schema, form, value))[0]?.message;
}
