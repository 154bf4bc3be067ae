import { canAnswer } from '../spec/answer-choice.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { plural } from '../text/plural.ts';

/** The most operations that a sentence names. */
const MOST_NAMES = 8;

/** Sentences on the operations that a run does not call: why, and what would have them called. */
export function notCalled({ operations }: Spec): string[] {
  const left = operations.filter(({ safe }) => !safe);
  // Reading is safe, so whoever does not want it to be called has said so.
  const refused = left.filter(({ saysUnsafe }) => saysUnsafe);
  const unsaid = left.filter(({ saysUnsafe }) => !saysUnsafe);
  const methods = [...new Set(unsaid.map(({ method }) => method))].join(', ');
  const silent = operations.filter((one) => one.safe && !canAnswer(one));
  return [
    ...(silent.length === 0
      ? []
      : [
          `${were(silent)} not called, as the document has no response that can be given as an answer: ${namesOf(silent)}`,
        ]),
    ...(unsaid.length === 0
      ? []
      : [
          `${were(unsaid)} not called, as ${methods} may change something: ${namesOf(unsaid)}. ` +
            `Where one does not, say so: --safe ${shown(unsaid)}, or x-confab: safe: true in the document`,
        ]),
    ...(refused.length === 0
      ? []
      : [
          `${were(refused)} not called, as the document says x-confab: safe: false: ${namesOf(refused)}. ` +
            `--safe ${shown(refused)} calls it all the same`,
        ]),
  ];
}

function were(operations: readonly Operation[]): string {
  return `${plural(operations.length, 'operation')} ${operations.length === 1 ? 'was' : 'were'}`;
}

function namesOf(operations: readonly Operation[]): string {
  const more = operations.length - MOST_NAMES;
  const names = operations.slice(0, MOST_NAMES).map(({ id }) => id);
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The first one, as it is written in a shell: where there is no operationId, an id has a blank in it. */
function shown([first]: readonly Operation[]): string {
  const id = first?.id ?? '';
  return /^[\w.-]+$/.test(id) ? id : `'${id}'`;
}
