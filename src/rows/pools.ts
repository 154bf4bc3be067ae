import type { Faker } from '@faker-js/faker';
import { SpecError } from '../errors.ts';
import { isChatHint, toFakerCall, toFakerHint } from '../spec/faker-hint.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { createPicker, mix } from '../text/hash.ts';
import { createGenerateValue } from './generate-value.ts';
import { answer, message, question } from './phrases.ts';

/** Values that are slow to make, each made once: a row picks from them by a hash of its index. */
interface Pool {
  readonly length: number;
  /** The JSON text of value `n`, which is made when it is first needed. */
  text(n: number): string;
  /** The JSON text of all of value `n`, where `text` is cut. */
  readonly whole?: ((n: number) => string) | undefined;
}

export interface Pools {
  /** Values of an `x-faker` hint: `person.fullName`, or `{ 'helpers.arrayElement': [[…]] }`. */
  faker(hint: Json, salt: number): Pool;
  /** Values that fit a schema of any kind. */
  schema(schema: JsonObject, salt: number): Pool;
}

const POOL_SIZE = 1024;
const SCHEMA_POOL_SIZE = 64;

const CHAT: Readonly<Record<string, (pick: (n: number) => number) => string>> = {
  'chat.question': question,
  'chat.message': message,
  'chat.answer': answer,
};

/** Hints that give the same values in every language. */
const WITHOUT_LANGUAGE = /^(number|string)\.|^helpers\.(arrayElement|weightedArrayElement)$/;

/** Holds values against the schemas of a document. */
export interface HeldSchemas {
  /** Where a schema stands in the document; undefined where it does not stand there as it is. */
  locationOf(schema: JsonObject): string | undefined;
  fits(location: string, value: Json): boolean;
}

/**
 * Loads what fills pools: as little of faker as the document's hints need. Where values are held against their schemas,
 * those that do not fit are made again: alternatives of which one may fit are not told apart by making them.
 */
export async function createPools(document: JsonObject, file: string, held?: HeldSchemas): Promise<Pools> {
  const generate = await createGenerateValue(document);
  const fakers = await importFakers(hintNames(document));

  function faker(value: Json, salt: number): Pool {
    const hint = toFakerHint(value);
    const chat = hint && CHAT[hint.name];
    if (chat) return chatPool((n) => chat(createPicker(mix(salt + n))), hint.args);
    const [english, chinese = english] = fakers.map((one) => hint && toFakerCall(hint, one));
    // Loading a spec checks its hints; this is for schemas that did not come from a loaded spec.
    if (!english || !chinese)
      throw new SpecError(`x-faker ${JSON.stringify(value)} is not a function of faker`, { file });
    return together(POOL_SIZE, (texts) => {
      for (const one of fakers) one.seed(salt);
      while (texts.length < POOL_SIZE) {
        const text = JSON.stringify(english());
        texts.push(text, chinese === english ? text : JSON.stringify(chinese()));
      }
    });
  }

  function schema(wanted: JsonObject, salt: number): Pool {
    const location = held?.locationOf(wanted);
    const options = location === undefined ? {} : { fits: held?.fits };
    return each(SCHEMA_POOL_SIZE, (n) =>
      generate([{ location: location ?? '?', schema: wanted }], mix(salt + n), options),
    );
  }

  return { faker, schema };
}

/** Texts of a conversation, long ones cut where the hint says so: `{ chat.question: [{ cut: 50 }] }`. */
function chatPool(make: (n: number) => string, [options]: readonly Json[]): Pool {
  const cut = isObject(options) && typeof options.cut === 'number' ? options.cut : Number.POSITIVE_INFINITY;
  const shown = each(POOL_SIZE, (n) => cutAt(make(n), cut));
  return { ...shown, whole: each(POOL_SIZE, make).text };
}

/** Counted in code points, as servers in Go do. */
function cutAt(text: string, most: number): string {
  const points = [...text];
  return points.length > most ? `${points.slice(0, most).join('')}...` : text;
}

/** A pool of given values. */
export function toPool(values: readonly Json[]): Pool {
  return each(values.length, (n) => values[n] as Json);
}

/** A pool in which each value is made by itself. */
function each(length: number, make: (n: number) => Json): Pool {
  const texts: string[] = new Array(length);
  return {
    length,
    text(n) {
      texts[n] ??= JSON.stringify(make(n));
      return texts[n];
    },
  };
}

/** A pool in which each value depends on the ones before it, so that all are made at once. */
function together(length: number, fill: (texts: string[]) => void): Pool {
  const texts: string[] = [];
  return {
    length,
    text(n) {
      if (texts.length === 0) fill(texts);
      return texts[n] as string;
    },
  };
}

/**
 * English and Chinese in turn, or, where no hint has a language, one faker for both: each language takes as long
 * to load as faker itself, and all of them together a tenth of a second.
 */
async function importFakers(hints: ReadonlySet<string>): Promise<Faker[]> {
  const names = [...hints];
  if (names.length === 0) return [];
  if (names.every((name) => WITHOUT_LANGUAGE.test(name)))
    return [(await import('@faker-js/faker/locale/base')).faker];
  const [{ faker: en }, { faker: zh }] = await Promise.all([
    import('@faker-js/faker/locale/en'),
    import('@faker-js/faker/locale/zh_CN'),
  ]);
  return [en, zh];
}

/** The names of all hints in a document that faker itself must know. */
function hintNames(value: Json, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const one of value) hintNames(one, names);
  if (!isObject(value)) return names;
  const hint = value['x-faker'];
  if (hint !== undefined && !isChatHint(hint)) names.add(toFakerHint(hint)?.name ?? '');
  for (const one of Object.values(value)) hintNames(one, names);
  return names;
}
