import type { Why } from '../control/served-exchange.ts';
import type { BrokenTransport } from '../http/broken-transport.ts';
import { misfitOfHeader } from '../spec/check-headers.ts';
import { headerText } from '../spec/header-text.ts';
import { setMember } from '../spec/json.ts';
import type { ResponseSpec, Spec } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';
import { createFill, type Facts, hasPlaceholder } from './placeholders.ts';
import type { Sampler } from './sampler.ts';

/** A response before it becomes a `Response`: which must be made for each request, as its body can be read once. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null: no body at all. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  /** Why it is as it is; nobody sends it. */
  readonly why?: Why;
  /** What becomes of it on its way. */
  readonly transport?: BrokenTransport;
}

export type MakeResponse = (facts: Facts) => MockResponse;

/**
 * Compiles the headers that a response declares, each a fixed value or a text to fill, and the mock's own. What is
 * required and has no value gets one that fits its schema.
 */
export function createHeaders(
  spec: Spec,
  response: ResponseSpec,
  contentType: string | undefined,
  sample: Sampler,
  own: Readonly<Record<string, string>> = {},
): (facts: Facts) => Readonly<Record<string, string>> {
  const fixed: Record<string, string> = {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...own,
  };
  const fills: { name: string; fill: ReturnType<typeof createFill> }[] = [];
  for (const header of response.headers.values()) {
    const { name, required, schema, pointer, form } = header;
    if (OF_THE_WIRE.has(name.toLowerCase())) continue;
    // What nothing was said of when it was checked needs no second look.
    const isWrong = spec.warnings.length > 0 && misfitOfHeader(spec, header) !== undefined;
    const value = isWrong ? undefined : header.value;
    if (value === undefined) {
      const fill = (facts: Facts) => headerText(sample(pointer === '' ? TEXT : schema, pointer, facts), form);
      if (required) fills.push({ name, fill });
    } else if (hasPlaceholder(value)) fills.push({ name, fill: createFill(value) });
    else setMember(fixed, name, asHeader(value));
  }
  if (fills.length === 0) return () => fixed;
  return (facts) => {
    const headers = { ...fixed };
    for (const { name, fill } of fills) setMember(headers, name, asHeader(fill(facts)));
    return headers;
  };
}

/** A header without a schema is some text. */
const TEXT = { type: 'string' };

/** What only the connection knows: it is there where it is true. */
const OF_THE_WIRE: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
