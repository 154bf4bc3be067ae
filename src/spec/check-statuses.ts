import { canAnswer } from './answer-choice.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Tells of operations of whose responses none can be given as an answer, such as `101 Switching Protocols` alone. */
export function checkStatuses({ operations }: Spec, source: Lines, { warn }: Pick<Problems, 'warn'>): void {
  for (const operation of operations) {
    if (canAnswer(operation)) continue;
    const { method, path, pointer, responses } = operation;
    const statuses = [...responses.keys()].join(', ');
    warn(
      `${method} ${path} has no response that can be given as an answer: those go from 200 to 599, and it declares ${statuses}; it answers 200 with no body`,
      source.at(`${pointer}/responses`),
    );
  }
}
