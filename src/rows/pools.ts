import type { Faker } from '@faker-js/faker';
import { SpecError } from '../errors.ts';
import { isChatHint, toFakerCall, toFakerHint } from '../spec/faker-hint.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { createPicker, mix } from './hash.ts';
import { answer, question } from './phrases.ts';

/** Values that are slow to make, made once: a row picks from them by a hash of its index. JSON texts. */
export interface Pools {
  /** Values of an `x-faker` hint: `person.fullName`, or `{ 'helpers.arrayElement': [[…]] }`. */
  faker(hint: Json, salt: number): readonly string[];
  /** Values that fit a schema of any kind. */
  schema(schema: JsonObject, salt: number): readonly string[];
}

const POOL_SIZE = 1024;
const SCHEMA_POOL_SIZE = 64;

const CHAT: Readonly<Record<string, (pick: (n: number) => number) => string>> = {
  'chat.question': question,
  'chat.answer': answer,
};

/** Loads what fills pools. Faker is imported only when a spec asks for it. */
export async function createPools(document: JsonObject, file: string): Promise<Pools> {
  const { generateSync } = await import('json-schema-faker');
  const fakers = hasFaker(document) ? await importFakers() : [];

  function faker(value: Json, salt: number): string[] {
    const hint = toFakerHint(value);
    const chat = hint && CHAT[hint.name];
    if (chat) return fill(POOL_SIZE, (n) => chat(createPicker(mix(salt + n))));
    const calls = fakers.map((one) => {
      one.seed(salt);
      const call = hint && toFakerCall(hint, one);
      // Loading has called every hint once; this is for rows whose schema did not come from a loaded spec.
      if (!call) throw new SpecError(`x-faker ${JSON.stringify(value)} is not a function of faker`, { file });
      return call;
    });
    return fill(POOL_SIZE, (n) => (calls[n % calls.length] as () => Json)());
  }

  function schema(wanted: JsonObject, salt: number): string[] {
    const whole = { ...wanted, components: document.components ?? {} };
    return fill(SCHEMA_POOL_SIZE, (n) => generateSync(whole as never, { seed: mix(salt + n) }) as Json);
  }

  return { faker, schema };
}

/** Half of the values English, half Chinese. Each locale by itself: all of them together take a tenth of a second. */
async function importFakers(): Promise<Faker[]> {
  const [{ faker: en }, { faker: zh }] = await Promise.all([
    import('@faker-js/faker/locale/en'),
    import('@faker-js/faker/locale/zh_CN'),
  ]);
  return [en, zh];
}

function hasFaker(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasFaker);
  if (!isObject(value)) return false;
  const hint = value['x-faker'];
  if (hint !== undefined && !isChatHint(hint)) return true;
  return Object.values(value).some(hasFaker);
}

function fill(size: number, make: (n: number) => Json | string): string[] {
  return Array.from({ length: size }, (_, n) => JSON.stringify(make(n)));
}
