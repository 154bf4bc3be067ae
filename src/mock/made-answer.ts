import type { Json } from '../spec/json.ts';
import type { MediaType, Operation, Spec } from '../spec/spec.ts';
import { firstFitting } from './answer-body.ts';
import type { Facts } from './placeholders.ts';
import { createSampler } from './sampler.ts';

/** An answer from which a list takes what stands around its rows: the first example, else one that is made up. */
export async function createMadeAnswer(
  spec: Spec,
  operation: Operation,
  media: MediaType,
): Promise<(facts: Facts) => Json> {
  const sample = await createSampler(spec, operation, true);
  // Every page has the same.
  let answer = firstFitting(spec, media);
  return ({ seed }) => {
    answer ??= sample(media.schema, media.pointer, { seed, incoming: { target: '' } });
    return answer;
  };
}
