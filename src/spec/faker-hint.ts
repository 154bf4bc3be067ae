import type { Faker } from '@faker-js/faker';
import { isObject, type Json } from './json.ts';

/** An `x-faker` hint: `person.fullName`, or `{ 'helpers.arrayElement': [[…]] }`. */
interface FakerHint {
  readonly name: string;
  readonly args: readonly Json[];
}

/** Words of our own in the form of faker's, which has no module for conversations. */
export const CHAT_HINTS = ['chat.question', 'chat.message', 'chat.answer'] as const;

/** Alone, or with where a long text is cut: `{ chat.question: [{ cut: 50 }] }`. */
export function isChatHint(hint: Json): boolean {
  const { name, args: [options, ...others] = [] } = toFakerHint(hint) ?? {};
  if (!(CHAT_HINTS as readonly unknown[]).includes(name) || others.length > 0) return false;
  if (options === undefined) return true;
  return isObject(options) && Object.keys(options).join() === 'cut' && Number.isInteger(options.cut);
}

/** Undefined for what is neither a name nor one name with its arguments. */
export function toFakerHint(hint: Json): FakerHint | undefined {
  if (typeof hint === 'string') return { name: hint, args: [] };
  const [entry, ...others] = isObject(hint) ? Object.entries(hint) : [];
  if (!entry || others.length > 0) return undefined;
  return { name: entry[0], args: Array.isArray(entry[1]) ? entry[1] : [entry[1]] };
}

/** The call that a hint stands for; undefined when faker has no such function. */
export function toFakerCall({ name, args }: FakerHint, faker: Faker): (() => Json) | undefined {
  const [module = '', method = '', ...rest] = name.split('.');
  if (rest.length > 0 || !Object.hasOwn(faker, module)) return undefined;
  const owner = faker[module as 'helpers'] as unknown as Record<string, unknown>;
  const found = owner?.[method];
  if (typeof found !== 'function' || method === 'constructor') return undefined;
  return () => found.apply(owner, args) as Json;
}
