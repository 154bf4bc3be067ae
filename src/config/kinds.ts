import { closest } from 'fastest-levenshtein';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';

/** What is wrong with a part of a value: a clause that fits behind its name. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** What stands there, where it may be shown: a credential may not. */
  readonly shown?: Json;
  /** What may have been meant. */
  readonly hint?: string;
}

/** One form that the values of a configuration have: as editors read it, and as it is checked. */
export interface ConfigKind {
  /** In JSON Schema, without the variables that may stand in its place. */
  readonly schema: JsonObject;
  /** Everything that is wrong with a value. While variables are not filled in yet, a text that has one may be anything. */
  refuse(value: Json, variables: boolean): Problem[];
}

/** Where the value of a variable goes: `${NAME}` or `${NAME:-default}`. */
const VARIABLE: JsonObject = { type: 'string', pattern: '\\$\\{' };

/** Whether a text has a place for the value of a variable. */
export function hasVariable(value: Json): value is string {
  return typeof value === 'string' && value.includes('${');
}

function scalar(
  schema: JsonObject,
  must: string,
  accepts: (value: Json) => boolean,
  secret = false,
): ConfigKind {
  const isText = schema.type === 'string' && Object.keys(schema).length === 1;
  return {
    schema: isText ? schema : { anyOf: [schema, VARIABLE] },
    refuse(value, variables) {
      if ((variables && hasVariable(value)) || accepts(value)) return [];
      return [{ path: [], text: `must be ${must}`, ...(!secret && { shown: value }) }];
    },
  };
}

export function whole(least: number, most: number): ConfigKind {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  return scalar(
    { type: 'integer', minimum: least, maximum: most },
    least === Number.MIN_SAFE_INTEGER ? 'a whole number' : `a whole number ${range}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );
}

/** A number above 0. */
export function amount(most: number): ConfigKind {
  return scalar(
    { type: 'number', exclusiveMinimum: 0, maximum: most },
    `a number above 0 and up to ${most}`,
    (value) => typeof value === 'number' && value > 0 && value <= most,
  );
}

export const SWITCH = scalar({ type: 'boolean' }, 'true or false', (value) => typeof value === 'boolean');

/** A text of some form; without a form any that is not empty. */
export function textOf(must: string, pattern: RegExp = /\S/u, secret = false): ConfigKind {
  return scalar(
    { type: 'string', pattern: pattern.source },
    must,
    (value) => typeof value === 'string' && pattern.test(value),
    secret,
  );
}

export const PATH = textOf('the path of a file or folder');

/** One word of a closed set, or a text of another form beside them. */
export function choice(
  noun: string,
  words: readonly string[],
  beside?: { readonly form: RegExp; readonly about: string },
): ConfigKind {
  const others = beside ? [{ type: 'string', pattern: beside.form.source }] : [];
  const isFew = words.length <= MOST_TOLD;
  const must = `must be ${isFew ? oneOf(words) : noun}${beside ? `, or ${beside.about}` : ''}`;
  return {
    schema: { anyOf: [{ enum: [...words] }, ...others, VARIABLE] },
    refuse(value, variables) {
      if (variables && hasVariable(value)) return [];
      if (typeof value !== 'string') return [{ path: [], text: must, shown: value }];
      if (words.includes(value) || beside?.form.test(value)) return [];
      const hint = isFew ? {} : { hint: `did you mean ${closest(value, words)}?` };
      return [{ path: [], text: must, shown: value, ...hint }];
    },
  };
}

/** Above this the nearest word is told, not all of them. */
const MOST_TOLD = 8;

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export function listsOf(kind: ConfigKind): ConfigKind {
  return {
    schema: { type: 'array', items: kind.schema },
    refuse(value, variables) {
      if (!Array.isArray(value)) return [{ path: [], text: 'must be a list', shown: value }];
      return value.flatMap((item, index) => below(index, kind.refuse(item, variables)));
    },
  };
}

/** An object with names of the user's choice. */
export function mapOf(kind: ConfigKind, about: string, names = /\S/u): ConfigKind {
  return {
    schema: { type: 'object', propertyNames: { pattern: names.source }, additionalProperties: kind.schema },
    refuse(value, variables) {
      if (!isObject(value)) return [{ path: [], text: `must have ${about}`, shown: value }];
      return Object.entries(value).flatMap(([name, one]) =>
        names.test(name)
          ? below(name, kind.refuse(one, variables))
          : [{ path: [name], text: `is not a name that this can have: ${about}` }],
      );
    },
  };
}

/** The first form that fits; of those that do not, the one that comes nearest is told of. */
export function either(must: string, kinds: readonly ConfigKind[]): ConfigKind {
  return {
    schema: { anyOf: kinds.map(({ schema }) => schema) },
    refuse(value, variables) {
      const tries = kinds.map((kind) => kind.refuse(value, variables));
      if (tries.some((problems) => problems.length === 0)) return [];
      const nearest = tries.find((problems) => problems.every(({ path }) => path.length > 0));
      const [first] = tries.flat();
      const isShown = first !== undefined && 'shown' in first;
      return nearest ?? [{ path: [], text: `must be ${must}`, ...(isShown && { shown: value }) }];
    },
  };
}

/** One value, or a list of them. */
export function oneOrMore(must: string, kind: ConfigKind): ConfigKind {
  return either(`${must}, or a list`, [kind, listsOf(kind)]);
}

export function below(name: string | number, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [name, ...problem.path] }));
}
