import { pageModes } from '../contract/relations/page-modes.ts';
import type { FixtureHead } from '../record/parse-fixture.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject } from '../spec/json.ts';
import { type RequestValues, withValue } from '../spec/request-values.ts';
import type { Operation } from '../spec/spec.ts';

/** Recordings that are further apart are of different runs of a client: the list may have changed between them. */
const LONGEST_PAUSE = 10 * 60_000;
/** No client asks for more pages in a row; so many are in memory at a time. */
const MOST_PAGES = 500;

/**
 * The same for all pages of one list: what a request says besides its place in it, and whom it asks.
 * undefined: no part of a walk, as it lists nothing, or was transcribed and not recorded.
 */
export function walkKey(
  { id, list, fields }: Operation,
  { request, source }: FixtureHead,
  values: RequestValues,
): string | undefined {
  if (source.kind === 'documentation' || list?.shows !== 'many') return undefined;
  const { page, skip, token, previousToken } = list.paging.reads;
  const places = [...page, ...skip, ...token, ...previousToken];
  const {
    path,
    query: asked,
    header,
    body,
  } = places.reduce(
    (rest, place) => (place.in === 'body' && !isObject(rest.body) ? rest : withValue(rest, place, undefined)),
    values,
  );
  // What only the URL of a page can have given a request says where the page stands, too.
  const isDeclared = (name: string) => fields.some((field) => field.in === 'query' && field.name === name);
  const isByUrl = pageModes(list)[0] === 'link';
  const query = Object.fromEntries(
    Object.entries(asked).filter(([name]) => !isByUrl || isDeclared(name)),
  ) as JsonObject;
  return JSON.stringify([
    id,
    source.origin,
    request.method,
    sorted({ path, query, header, body: body ?? null }),
  ]);
}

/** What was recorded in one go: cut where there was a long pause. */
export function toRuns<T extends { readonly at: number }>(all: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const one of all.toSorted((a, b) => a.at - b.at)) {
    const open = runs.at(-1);
    const last = open?.at(-1);
    if (open && last && one.at - last.at <= LONGEST_PAUSE && open.length < MOST_PAGES) open.push(one);
    else runs.push([one]);
  }
  return runs;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => [name, sorted(one)]);
}
