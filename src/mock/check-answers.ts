import { SpecError } from '../errors.ts';
import type { Rows } from '../rows/rows.ts';
import { CONVENTION, declaredFailure, failureOf } from '../spec/failure-of.ts';
import type { Operation, ResponseSpec, Spec } from '../spec/spec.ts';
import type { SpecWarning } from '../spec/spec-warning.ts';
import { firstResponse, madeUp } from './sampled.ts';
import { createSampler } from './sampler.ts';

interface MadeUpOptions {
  readonly seed: number;
  rows(collection: string): Promise<Rows>;
}

/**
 * Makes one answer of each kind that a spec's operations give without an example, as the first request for it would.
 * Tells the schemas of which no value can be made: the operation answers with a refusal of the mock's own.
 */
export async function checkAnswers(spec: Spec, options: MadeUpOptions): Promise<SpecWarning[]> {
  const found: SpecWarning[] = [];
  for (const operation of spec.operations) {
    if (operation.list) found.push(...(await checkRows(spec, operation, operation.list, options)));
    const sample = await createSampler(spec, operation);
    for (const { schema, pointer } of servedResponses(operation).flatMap((one) => madeUp(spec, one))) {
      found.push(
        ...attempt(spec, pointer, () =>
          sample(schema, pointer, { seed: options.seed, incoming: { target: operation.path } }),
        ),
      );
    }
  }
  return found;
}

async function checkRows(
  spec: Spec,
  operation: Operation,
  { collection, itemSchema }: NonNullable<Operation['list']>,
  options: MadeUpOptions,
): Promise<SpecWarning[]> {
  const rows = await options.rows(collection);
  return rows.size > 0 ? attempt(spec, operation.pointer, () => rows.view(itemSchema)(0)) : [];
}

function attempt(spec: Spec, pointer: string, make: () => unknown): SpecWarning[] {
  try {
    make();
    return [];
  } catch (cause) {
    if (cause instanceof SpecError) throw cause;
    return [{ message: (cause as Error).message, place: spec.at(pointer) }];
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
