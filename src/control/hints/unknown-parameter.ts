import { distance } from 'fastest-levenshtein';
import { canSucceed } from '../../spec/can-succeed.ts';
import { isObject } from '../../spec/json.ts';
import { queryNames } from '../../spec/query-names.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { shortened } from '../../text/shortened.ts';
import { type Hint, type Hinter, NO_HINTS, operationName } from './hint.ts';

type Where = 'query' | 'body';

/** More at once are not looked at: that is no mistake in writing. */
const MOST_NAMES = 50;
const LONGEST_NAME = 60;
/** So many names are few enough to be listed. */
const FEW = 8;

/** A parameter of the query, or a property of the body, that the spec does not know: it changes nothing. */
export const unknownParameter: Hinter = (exchange) => {
  const { spec, operation, target, values } = exchange;
  if (!spec || !operation || !canSucceed(operation)) return NO_HINTS;
  const mark = target.indexOf('?');
  const inQuery = mark < 0 ? [] : [...new URLSearchParams(`&${target.slice(mark + 1)}`).keys()];
  const inBody = isObject(values?.body) ? Object.keys(values.body) : [];
  const known = knownOf(spec, operation);
  const hintsOf = (names: readonly string[], where: Where) =>
    names
      .slice(0, MOST_NAMES)
      .filter((name) => isUnknown(name, known[where]))
      .map((name) => toHint(name, where, known, operationName(exchange)));
  const isOpen = known.body.size === 0;
  return [...hintsOf(inQuery, 'query'), ...(isOpen ? [] : hintsOf(inBody, 'body'))];
};

type KnownNames = Readonly<Record<Where, ReadonlySet<string>>>;

const remembered = new WeakMap<Operation, KnownNames>();

/** The names that an operation knows, and those of keys in the query. */
function knownOf(spec: Spec, operation: Operation): KnownNames {
  const old = remembered.get(operation);
  if (old) return old;
  const keys = Object.values(spec.securitySchemes).flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in === 'query' ? [scheme.name] : [],
  );
  const query = queryNames(operation, spec);
  const body = operation.fields
    .filter((field) => field.in === 'body')
    .flatMap(({ path }) => path.slice(0, 1));
  const known = { query: new Set([...query, ...keys]), body: new Set(body) };
  remembered.set(operation, known);
  return known;
}

/** `_` and `_t` keep caches out; `filter[kind]` is the property of an object. */
function isUnknown(name: string, known: ReadonlySet<string>): boolean {
  return name !== '' && !name.startsWith('_') && !known.has(name) && !known.has(name.replace(/\[.+\]$/, ''));
}

function toHint(name: string, where: Where, known: KnownNames, operation: string): Hint {
  const other: Where = where === 'query' ? 'body' : 'query';
  const shown = shortened(name, LONGEST_NAME);
  const advice = known[other].has(name)
    ? `it is read from the ${other}, not from the ${where}`
    : adviceOf(name, [...known[where]]);
  return {
    about: `unknown ${where} ${operation} ${name.slice(0, LONGEST_NAME)}`,
    text: `${operation} knows no ${shown} in its ${where} and ignores it: ${advice}`,
  };
}

function adviceOf(name: string, names: readonly string[]): string {
  const [nearest] = names
    .map((one) => ({ one, score: distance(plain(name).slice(0, LONGEST_NAME), plain(one)) }))
    .sort((a, b) => a.score - b.score);
  if (nearest && nearest.score <= Math.max(1, nearest.one.length / 3)) return `did you mean ${nearest.one}?`;
  if (names.length === 0) return 'it has no parameters';
  const more = names.length > FEW ? ', …' : '';
  return `it knows ${names.slice(0, FEW).join(', ')}${more}`;
}

/** `pageSize`, `page-size` and `page_size` are one name, written in three ways. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
