import { hashIndex, hashText, scale } from '../../text/hash.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { LocatedSchema } from '../located-schema.ts';
import { makeArray } from './array.ts';
import { makeNumber } from './number.ts';
import { makeObject } from './object.ts';
import { allowedTypes, isFalse, partsOf, type ValueType } from './parts.ts';
import { statedValue } from './stated-value.ts';
import { type LibraryText, makeText } from './text.ts';
import { timeOf } from './time-of.ts';
import { toldApart } from './told-apart.ts';

/** Makes what stands under a name of an object, or at an index of a list, by the schemas that it is given there. */
export type MakeValue = (given: readonly LocatedSchema[], name: string, above: ValueContext) => Json;

/** What is the same for all of one value. */
interface ValueSettings {
  readonly document: JsonObject;
  readonly library: LibraryText;
  /** How much of what may be left out is there: from 0 to 1. */
  readonly optionals: number;
  /** Whether examples and defaults come before what is made up, at a JSON pointer of the value. */
  readonly takesExample: (pointer: string) => boolean;
  /** Whether a property is shown at all, by its schema. */
  readonly isShown: (schema: LocatedSchema) => boolean;
  /** Whether a value fits the schema at a location; undefined where nobody asks. */
  readonly fits?: ((location: string, value: Json) => boolean) | undefined;
}

/** Where in a value something is made. */
export interface ValueContext extends ValueSettings {
  readonly seed: number;
  readonly path: readonly string[];
  /** The schemas of the objects and lists around it. */
  readonly around: ReadonlySet<JsonObject>;
  /** Whether one of the schemas is that of something around it. */
  readonly isRecursive: (schemas: readonly LocatedSchema[]) => boolean;
  readonly budget: { left: number };
  /** How often it was tried before, each time by another alternative; and the seed of the first time. */
  readonly turn: number;
  readonly start: number;
}

/** Deeper, and past so many parts, only what is required is there. */
const MOST_LEVELS = 8;
const MOST_PARTS = 2000;
/** What is required without an end has no value. */
const NO_END = 40;
/** So many values are tried where one has to fit, and so many in the whole. */
const TRIES = 16;
const MOST_TRIES = 400;

/** Makes a value of a schema: its structure here, its texts by a library. Throws an Error where none can be made. */
export function makeValue(given: readonly LocatedSchema[], seed: number, settings: ValueSettings): Json {
  const budget = { left: MOST_PARTS };
  let tries = MOST_TRIES;
  const none = (): LocatedSchema | undefined => undefined;

  const make: MakeValue = (schemas, name, above) => {
    const context = within(name, above);
    return settings.fits === undefined ? once(schemas, context) : fitting(schemas, context, settings.fits);
  };

  /** Alternatives can fit a value together that only one may fit, and `not` is known by trying only. */
  function fitting(
    schemas: readonly LocatedSchema[],
    context: ValueContext,
    fits: NonNullable<ValueSettings['fits']>,
  ): Json {
    const isFine = (value: Json) =>
      schemas.every(({ location }) => location.startsWith('?') || fits(location, value));
    let last: { readonly value: Json } | undefined;
    let problem: unknown;
    for (let n = 0; n === 0 || (n < TRIES && tries > 0); n += 1) {
      tries -= 1;
      const other = {
        optionals: n % 2 === 1 ? 0 : context.optionals,
        seed: hashIndex(context.seed, n),
        turn: n,
      };
      try {
        const value = once(schemas, n === 0 ? context : { ...context, ...other });
        if (isFine(value)) return value;
        last = { value };
      } catch (error) {
        problem = error;
      }
    }
    if (!last) throw problem;
    return last.value;
  }

  function once(schemas: readonly LocatedSchema[], context: ValueContext): Json {
    if (context.path.length > NO_END) throw new Error('it has no end: what it requires requires it again');
    budget.left -= 1;
    const parts = partsOf(settings.document, schemas, (candidates, sofar) =>
      choose(candidates, sofar, context),
    );
    if (parts.some(isFalse)) throw new Error(`nothing fits the schema of ${shownPath(context)}`);
    const types = allowedTypes(parts);
    const stated = statedValue(parts, types, context) ?? timeOf(parts, types, context);
    if (stated !== undefined) return stated;
    return ofType(pickType(types, context), parts, context);
  }

  function ofType(type: ValueType, parts: readonly LocatedSchema[], context: ValueContext): Json {
    const inside = { ...context, around: new Set([...context.around, ...parts.map(({ schema }) => schema)]) };
    if (type === 'object') {
      const made = makeObject(parts, withRecursion(inside), make);
      return settings.fits ? toldApart(made, parts, settings.document, settings.fits) : made;
    }
    if (type === 'array') return makeArray(parts, withRecursion(inside), make);
    if (type === 'integer' || type === 'number') return makeNumber(parts, type, context.seed);
    if (type === 'boolean') return context.seed % 2 === 0;
    if (type === 'null') return null;
    const inner = parts.find(({ schema }) => schema.contentSchema !== undefined && isJsonText(schema));
    if (inner === undefined) return makeText(parts, context.seed, settings.library, context.path.at(-1));
    const content = {
      location: `${inner.location}/contentSchema`,
      schema: inner.schema.contentSchema as JsonObject,
    };
    return JSON.stringify(make([content], '?content', inside));
  }

  function choose(
    candidates: readonly LocatedSchema[],
    sofar: readonly LocatedSchema[],
    context: ValueContext,
  ): LocatedSchema | undefined {
    const costs = candidates.map((one) => {
      const parts = partsOf(settings.document, [one], none);
      const types = allowedTypes([...sofar, ...parts]);
      if (types.length === 0 || parts.some(isFalse)) return 1000;
      return (context.isRecursive([one]) ? 100 : 0) + (types.every((type) => type === 'null') ? 50 : 0);
    });
    const best = candidates.filter((_, n) => costs[n] === Math.min(...costs));
    return best[(scale(hashText('alternative', context.start), best.length) + context.turn) % best.length];
  }

  function within(name: string, above: ValueContext): ValueContext {
    const seed = hashText(name, above.seed);
    const isSmall = above.path.length < MOST_LEVELS && budget.left > 0;
    return {
      ...above,
      optionals: isSmall ? above.optionals : 0,
      seed,
      start: seed,
      path: [...above.path, name],
      turn: 0,
    };
  }

  function withRecursion(context: ValueContext): ValueContext {
    const isRecursive = (schemas: readonly LocatedSchema[]) =>
      partsOf(settings.document, schemas, none).some(({ schema }) => context.around.has(schema));
    return { ...context, isRecursive };
  }

  const start = {
    ...settings,
    seed,
    path: [],
    around: new Set<JsonObject>(),
    isRecursive: () => false,
    budget,
    turn: 0,
    start: seed,
  };
  return settings.fits === undefined ? once(given, start) : fitting(given, start, settings.fits);
}

/** Null is what a client has to be ready for, and tells nothing: it comes where nothing else may. */
function pickType(types: readonly ValueType[], { seed, path }: ValueContext): ValueType {
  if (types.length === 0) throw new Error(`no type fits the schema of ${shownPath({ path })}`);
  // A schema that says nothing: any value would do.
  if (types.length === 7) return path.length === 0 ? 'object' : 'string';
  const telling = types.filter((type) => type !== 'null');
  return telling[scale(hashText('type', seed), telling.length)] ?? 'null';
}

function isJsonText({ contentMediaType, contentEncoding }: JsonObject): boolean {
  return contentMediaType === 'application/json' && contentEncoding === undefined;
}

function shownPath({ path }: Pick<ValueContext, 'path'>): string {
  return path.length === 0 ? 'the whole' : toPointer(path);
}
