import { isObject, type Json, member, toPointer } from '../spec/json.ts';

/** Reads the members of a JSON value as what they must be, and says of the first one that is not where and what. */
export interface Reader {
  text(name: string): string;
  number(name: string): number;
  flag(name: string): boolean;
  texts(name: string): string[];
  choice<T extends string>(name: string, allowed: readonly T[]): T;
  matching<T extends string>(name: string, is: (text: string) => text is T, what: string): T;
  /** undefined where the member is not there, or null. */
  optional<T>(name: string, read: (name: string) => T): T | undefined;
  /** A reader of each item of a list; `optional`: a list that is not there is empty. */
  list(name: string, how?: 'optional'): Reader[];
  /** A reader of an object; undefined where there is none. */
  part(name: string): Reader | undefined;
  needed(name: string): Reader;
  fail(name: string, what: string): never;
}

export function createReader(
  value: Json,
  refuse: (pointer: string, problem: string) => never,
  path: readonly string[] = [],
): Reader {
  const get = (name: string) => member(value, name);
  const fail = (name: string, what: string): never => {
    const found = get(name);
    const problem = found === undefined ? `${name} is missing` : `${name} is not ${what}`;
    return refuse(toPointer([...path, name]), problem);
  };
  const below = (child: Json, ...names: string[]) => createReader(child, refuse, [...path, ...names]);
  const text = (name: string): string => {
    const found = get(name);
    return typeof found === 'string' ? found : fail(name, 'a text');
  };
  const items = (name: string): Json[] => {
    const found = get(name);
    return Array.isArray(found) ? found : fail(name, 'a list');
  };
  const part = (name: string): Reader | undefined => {
    const found = get(name);
    if (found === undefined || found === null) return undefined;
    return isObject(found) ? below(found, name) : fail(name, 'an object');
  };

  return {
    text,
    fail,
    part,
    number(name) {
      const found = get(name);
      return typeof found === 'number' ? found : fail(name, 'a number');
    },
    flag(name) {
      const found = get(name);
      return typeof found === 'boolean' ? found : fail(name, 'true or false');
    },
    texts: (name) =>
      items(name).map((item) => (typeof item === 'string' ? item : fail(name, 'a list of texts'))),
    choice(name, allowed) {
      const found = allowed.find((one) => one === get(name));
      return found ?? fail(name, `one of ${allowed.join(', ')}`);
    },
    matching(name, is, what) {
      const found = text(name);
      return is(found) ? found : fail(name, what);
    },
    optional: (name, read) => (get(name) === undefined || get(name) === null ? undefined : read(name)),
    list(name, how) {
      if (how === 'optional' && get(name) === undefined) return [];
      return items(name).map((item, index) =>
        typeof item === 'object' && item !== null
          ? below(item, name, String(index))
          : fail(name, 'a list of objects'),
      );
    },
    needed: (name) => part(name) ?? fail(name, 'an object'),
  };
}
