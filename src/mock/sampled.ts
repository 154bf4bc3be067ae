import { hashText } from '../rows/hash.ts';
import type { Json } from '../spec/json.ts';
import { isJson } from '../spec/media-type.ts';
import { firstExample } from '../spec/schema.ts';
import type { MediaType, Operation, ResponseSpec, Spec } from '../spec/spec.ts';
import { createHeaders, type MockResponse } from './mock-response.ts';
import { createExampleFill, type Facts } from './placeholders.ts';

/**
 * Compiles the response of an operation that lists no rows: its first success response with that response's
 * first example, else a value made from its schema. The same request gets the same value.
 */
export async function createSampled(
  spec: Spec,
  operation: Operation,
  own: Readonly<Record<string, string>>,
): Promise<(facts: Facts) => MockResponse> {
  const response = firstResponse(operation);
  if (!response) return () => ({ status: 200, headers: own, body: null });
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const media = preferred(response);
  const headers = createHeaders(response, media?.type, own);
  if (!media) return (facts) => ({ status, headers: headers(facts), body: null });
  const example = [...media.examples.values()][0] ?? firstExample(media.schema);
  if (example !== undefined) {
    const body = createExampleFill(media, example);
    return (facts) => ({ status, headers: headers(facts), body: body(facts) });
  }
  const sample = await createSample(spec, operation, media);
  return (facts) => ({ status, headers: headers(facts), body: sample(facts) });
}

function firstResponse(operation: Operation): ResponseSpec | undefined {
  const all = [...operation.responses.values()];
  return (
    all.find(({ status }) => /^2/.test(status)) ?? all.find(({ status }) => status === 'default') ?? all[0]
  );
}

function preferred(response: ResponseSpec): MediaType | undefined {
  const all = [...response.content.values()];
  return all.find(isJson) ?? all[0];
}

/** The generator does not fulfil every schema: so many seeds are tried until a value does. */
const TRIES = 20;

async function createSample(
  spec: Spec,
  operation: Operation,
  media: MediaType,
): Promise<(facts: Facts) => string> {
  const { generateSync } = await import('json-schema-faker');
  const whole = { ...media.schema, components: spec.document.components ?? {} };
  return ({ seed, incoming }) => {
    const start = hashText(`${operation.id} ${incoming.target}`, seed);
    for (let n = 0; n < TRIES; n += 1) {
      const value = generateSync(
        whole as never,
        { seed: start + n, optionalsProbability: 0.8 } as never,
      ) as Json;
      if (media.pointer === '' || spec.validators.check(media.pointer, value).length === 0)
        return JSON.stringify(value);
    }
    throw new Error(
      `${operation.id}: no value was found that fits the schema at ${media.pointer}; give the response an example`,
    );
  };
}
