import type { ObservedResponse } from '../../result/observed-response.ts';
import { isJson } from '../../spec/media-type.ts';
import type { MediaType, Spec } from '../../spec/spec.ts';
import { createTrace, type Trace } from '../../spec/trace.ts';

const traces = new WeakMap<ObservedResponse, Trace>();

/** The trace of a response's body, made once for all checks; undefined without a body or a schema. */
export function traceOf(spec: Spec, observed: ObservedResponse): Trace | undefined {
  const before = traces.get(observed);
  if (before) return before;
  const { media, reading } = observed;
  if (!media || media.pointer === '') return undefined;
  const value = isText(spec, media) ? reading.text : reading.json;
  if (value === undefined) return undefined;
  const trace = createTrace(spec, media.pointer, value);
  traces.set(observed, trace);
  return trace;
}

/** Whether a body is checked as a text, because it is not documented as JSON. */
export function isText({ schemas }: Spec, media: MediaType): boolean {
  const types = schemas.types(media.schema);
  return !isJson(media) && (types.length === 0 || types.includes('string'));
}
