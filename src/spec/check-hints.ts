import { excerpt } from '../text/excerpt.ts';
import { type Extension, extensionsOf } from './extensions.ts';
import { CHAT_HINTS, isChatHint, toFakerCall, toFakerHint } from './faker-hint.ts';
import { isObject, type Json } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Source } from './source.ts';

/**
 * Calls every `x-faker` of a document once. One that faker does not know may be written for another tool: it is left
 * out of the document, and told. Refuses those that faker refuses.
 */
export async function checkHints(
  document: Json,
  extensions: readonly Extension[],
  source: Source,
  problems: Problems,
): Promise<void> {
  for (const { value, path } of extensionsOf('x-faker', extensions)) {
    if (isChatHint(value)) continue;
    const problem = await problemOf(value);
    if (problem === undefined) continue;
    const pointer = toPointer(path);
    if (problem.isKnown) problems.refuse(`x-faker ${problem.text}`, source.at(pointer));
    else {
      problems.warn(`x-faker ${problem.text}; it is left out`, source.at(pointer));
      const holder = valueAt(document, toPointer(path.slice(0, -1)));
      if (isObject(holder)) delete holder['x-faker'];
    }
  }
}

interface HintProblem {
  readonly text: string;
  /** Whether it is one of ours. */
  readonly isKnown: boolean;
}

async function problemOf(value: Json): Promise<HintProblem | undefined> {
  const hint = toFakerHint(value);
  if (!hint)
    return {
      text: `must be a name or { name: [arguments] }, not ${excerpt(JSON.stringify(value), 80)}`,
      isKnown: false,
    };
  const { faker } = await import('@faker-js/faker/locale/en');
  const call = toFakerCall(hint, faker);
  if (!call)
    return {
      text: `does not know ${hint.name}: it is no function of faker 10, nor ${CHAT_HINTS.join(', ')}`,
      isKnown: false,
    };
  try {
    const made: unknown = call();
    return made === undefined || typeof made === 'function'
      ? { text: `cannot use ${hint.name}: it makes no JSON value`, isKnown: true }
      : undefined;
  } catch (cause) {
    return {
      text: `cannot call ${hint.name} with ${JSON.stringify(hint.args)}: ${(cause as Error).message}`,
      isKnown: true,
    };
  }
}
