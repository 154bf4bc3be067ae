import { UsageError } from '../errors.ts';
import { answerOfExample, choicesOf } from '../spec/answer-choice.ts';
import { CAUSES } from '../spec/causes.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { nearest } from '../text/nearest.ts';
import { checkFault, type FaultCatalogue, toTargets } from './check-fault.ts';
import { FAULT_KINDS, type Fault, TRANSPORT_FAULTS } from './fault.ts';
import { FAULT_FORM } from './fault-form.ts';

/**
 * Reads a fault as a command line or a configuration has it. A bare word is looked for among the causes, the faults of
 * transport, the drifts and the examples, in this order. An object may be given as JSON. Throws a UsageError that says what is wrong.
 */
export async function toFault(text: string, catalogue: FaultCatalogue): Promise<Fault> {
  const where = `fault "${text.slice(0, 200)}"`;
  if (text.trimStart().startsWith('{')) return checkFault(toObject(text, where), catalogue, where);
  const [, operation, rest = ''] = /^\s*(?:([^\s:=]+)\s*:)?(.*)$/s.exec(text) ?? [];
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const fault: JsonObject = operation === undefined ? {} : { operation };
  const [first] = words;
  if (first !== undefined && !(first in COUNTS))
    Object.assign(fault, await toKind(words.shift() as string, operation, catalogue, where));
  while (words.length > 0) readWord(words, fault, where);
  return checkFault(fault, catalogue, where);
}

/** Words that a number follows. */
const COUNTS: Readonly<Record<string, true>> = { after: true, wait: true, limit: true, window: true };

function readWord(words: string[], fault: JsonObject, where: string): void {
  const word = words.shift() as string;
  const times = /^[x×](\d+)$/.exec(word)?.[1];
  if (times !== undefined) {
    fault.times = Number(times);
    return;
  }
  if (word === 'when') {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(words.shift() ?? '') ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(`${where}: behind when stands a field and its value, such as page=2`);
    fault.when = { ...(fault.when as JsonObject | undefined), [name]: toValue(value) };
    return;
  }
  if (!Object.hasOwn(COUNTS, word))
    throw new UsageError(`${where}: "${word}" cannot stand here; it is written ${FAULT_FORM}`);
  const number = Number(words.shift() ?? Number.NaN);
  if (Number.isNaN(number)) throw new UsageError(`${where}: behind ${word} stands a number`);
  fault[word] = number;
}

async function toKind(
  word: string,
  operation: string | undefined,
  { specs, drifts }: FaultCatalogue,
  where: string,
): Promise<Fault> {
  const at = word.indexOf('=');
  const kind = at < 0 ? undefined : FAULT_KINDS.find((one) => one === word.slice(0, at));
  if (kind !== undefined) {
    const value = word.slice(at + 1);
    return { [kind]: kind === 'code' && /^\d+$/.test(value) ? Number(value) : value };
  }
  if ((CAUSES as readonly string[]).includes(word)) return { cause: word };
  const transport = TRANSPORT_FAULTS.find((one) => one === word);
  if (transport) return { fault: transport };
  if (/^\d{3}$/.test(word)) return { code: Number(word) };
  const [name] = word.split('/');
  const drifting = (await drifts?.())?.names.map((drift) => drift.name) ?? [];
  if (name !== undefined && drifting.includes(name)) return { drift: word };
  const targets = toTargets(operation, specs);
  // Where there is no such operation, that is what is wrong.
  if (targets.length === 0 || targets.some((one) => answerOfExample(one.operation, word)))
    return { example: word };
  const examples = targets.flatMap((one) => choicesOf(one.operation).examples);
  const names = new Set([...CAUSES, ...TRANSPORT_FAULTS, ...drifting, ...examples]);
  throw new UsageError(
    `${where}: there is no cause, fault, drift or example "${word.slice(0, 100)}"; nearest: ${nearest(word, [
      ...names,
    ])
      .slice(0, 5)
      .join(', ')}`,
  );
}

function toObject(text: string, where: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new UsageError(`${where}: it is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function toValue(text: string): Json {
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
