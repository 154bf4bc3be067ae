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

/** Loads what fills pools. Faker is imported only when a spec asks for it: it is the heaviest import there is. */
export async function createPools(document: JsonObject, file: string): Promise<Pools> {
  const { fakerZH_CN: zh, fakerEN: en } = await import('@faker-js/faker');
  const { generateSync } = await import('json-schema-faker');
  const fakers = [en, zh];

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
