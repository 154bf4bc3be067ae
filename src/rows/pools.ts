import type { Faker } from '@faker-js/faker';
import { SpecError } from '../errors.ts';
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

export const POOL_SIZE = 1024;
const SCHEMA_POOL_SIZE = 64;

/** Chat words of our own, in the form of faker's: faker has no module for conversations. */
const CHAT: Record<string, (pick: (n: number) => number) => string> = {
  'chat.question': question,
  'chat.answer': answer,
};

/** Loads what fills pools. Faker is imported only when a spec asks for it. */
export async function createPools(document: JsonObject, file: string): Promise<Pools> {
  const { generateSync } = await import('json-schema-faker');
  const fakers = hasFaker(document) ? await importFakers() : [];

  function faker(hint: Json, salt: number): string[] {
    const { name, args } = toCall(hint, file);
    const chat = CHAT[name];
    if (chat) return fill(POOL_SIZE, (n) => chat(createPicker(mix(salt + n))));
    const calls = fakers.map((one) => {
      one.seed(salt);
      const [module = '', method = ''] = name.split('.');
      const found = (one as unknown as Record<string, Record<string, unknown>>)[module]?.[method];
      if (typeof found !== 'function') {
        throw new SpecError(
          `x-faker: ${name} is not a function of faker 10, nor chat.question or chat.answer`,
          { file },
        );
      }
      return () => found.apply(one[module as 'helpers'], args) as Json;
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
  if (hint !== undefined && !(typeof hint === 'string' && Object.hasOwn(CHAT, hint))) return true;
  return Object.values(value).some(hasFaker);
}

function fill(size: number, make: (n: number) => Json | string): string[] {
  return Array.from({ length: size }, (_, n) => JSON.stringify(make(n)));
}

function toCall(hint: Json, file: string): { name: string; args: Json[] } {
  if (typeof hint === 'string') return { name: hint, args: [] };
  const [entry] = isObject(hint) ? Object.entries(hint) : [];
  if (!entry)
    throw new SpecError(`x-faker: ${JSON.stringify(hint)} is neither a name nor { name: [arguments] }`, {
      file,
    });
  return { name: entry[0], args: Array.isArray(entry[1]) ? entry[1] : [entry[1]] };
}
