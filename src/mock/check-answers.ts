import { SpecError } from '../errors.ts';
import type { Rows } from '../rows/rows.ts';
import { CONVENTION, declaredFailure, failureOf } from '../spec/failure-of.ts';
import type { Operation, ResponseSpec, Spec } from '../spec/spec.ts';
import { firstResponse, madeUp } from './sampled.ts';
import { createSampler } from './sampler.ts';

interface MadeUpOptions {
  readonly seed: number;
  rows(collection: string): Promise<Rows>;
}

/**
 * Makes one answer of each kind that a spec's operations give without an example, as the first request for it would.
 * Throws a SpecError for the first schema of which no value can be made.
 */
export async function checkAnswers(spec: Spec, options: MadeUpOptions): Promise<void> {
  for (const operation of spec.operations) {
    if (operation.list) await checkRows(spec, operation, operation.list, options);
    const sample = await createSampler(spec, operation);
    for (const { schema, pointer } of servedResponses(operation).flatMap((one) => madeUp(spec, one))) {
      attempt(spec, pointer, () =>
        sample(schema, pointer, { seed: options.seed, incoming: { target: operation.path } }),
      );
    }
  }
}

async function checkRows(
  spec: Spec,
  operation: Operation,
  { collection, itemSchema }: NonNullable<Operation['list']>,
  options: MadeUpOptions,
): Promise<void> {
  const rows = await options.rows(collection);
  if (rows.size > 0) attempt(spec, operation.pointer, () => rows.view(itemSchema)(0));
}

function attempt(spec: Spec, pointer: string, make: () => unknown): void {
  try {
    make();
  } catch (cause) {
    if (cause instanceof SpecError) throw cause;
    throw new SpecError((cause as Error).message, spec.at(pointer), { cause });
  }
}

/** The responses that an operation gives of those that the document declares. */
function servedResponses(operation: Operation): ResponseSpec[] {
  const success = operation.list ? operation.list.success : firstResponse(operation);
  const refusals = (Object.keys(CONVENTION) as (keyof typeof CONVENTION)[])
    .filter((cause) => !failureOf(operation, cause))
    .map((cause) => declaredFailure(operation, cause)?.response);
  return [...new Set([success, ...refusals])].filter((one) => one !== undefined);
}
