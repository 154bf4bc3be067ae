import { extensionsOf } from './extensions.ts';
import { CHAT_HINTS, isChatHint, toFakerCall, toFakerHint } from './faker-hint.ts';
import type { Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Source } from './source.ts';

/** Calls every `x-faker` of a document once. Refuses those that faker does not know or refuses. */
export async function checkHints(document: Json, source: Source, problems: Problems): Promise<void> {
  for (const { value, path } of extensionsOf('x-faker', document)) {
    if (isChatHint(value)) continue;
    const problem = await problemOf(value);
    if (problem === undefined) continue;
    const pointer = toPointer(path);
    problems.refuse(`x-faker ${problem}`, source.at(pointer));
  }
}

async function problemOf(value: Json): Promise<string | undefined> {
  const hint = toFakerHint(value);
  if (!hint) return `must be a name or { name: [arguments] }, not ${JSON.stringify(value)}`;
  const { faker } = await import('@faker-js/faker/locale/en');
  const call = toFakerCall(hint, faker);
  if (!call) return `does not know ${hint.name}: it is no function of faker 10, nor ${CHAT_HINTS.join(', ')}`;
  try {
    const made: unknown = call();
    return made === undefined || typeof made === 'function'
      ? `cannot use ${hint.name}: it makes no JSON value`
      : undefined;
  } catch (cause) {
    return `cannot call ${hint.name} with ${JSON.stringify(hint.args)}: ${(cause as Error).message}`;
  }
}
