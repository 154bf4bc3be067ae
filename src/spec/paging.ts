import type { DeclaredExpressions } from './declared-expressions.ts';
import { statedIn } from './evidence.ts';
import type { Expression } from './expressions.ts';
import { firstPageOf } from './first-page.ts';
import { weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Reader } from './reader.ts';
import type { SchemaReader } from './schema.ts';
import { type Listing, PAGING_WORDS, type Paging, type PagingWord } from './spec.ts';

interface ListingSoFar extends Pick<Listing, 'success' | 'media'> {
  readonly expressions: DeclaredExpressions;
  /** The same name, if the rows have such a field. */
  readonly field: (name: string, pointer: string) => string;
}

/** One place of a word of the vocabulary; `role` is what it says there. */
interface PagingPlace {
  readonly role: PagingWord;
  readonly said: string;
  readonly at: Expression;
  readonly isTurned: boolean;
}

/** What `next` and `previous` mean, by what their places are. */
const ROLES = {
  next: { token: 'token', flag: 'hasMore', url: 'nextUrl' },
  previous: { token: 'previousToken', flag: 'hasPrevious', url: 'previousUrl' },
} as const;
type Direction = keyof typeof ROLES;

/** Words of the vocabulary that a link can stand for: rel=next, prev and last. */
const LINKED: readonly string[] = ['next', 'previous', 'pages'];

/** The word of the vocabulary that says it. */
export function vocabularyWord(word: string): string {
  const directions = Object.keys(ROLES) as Direction[];
  return directions.find((one) => (Object.values(ROLES[one]) as string[]).includes(word)) ?? word;
}

/** Resolves an operation's `x-confab.paging`. Throws a SpecError for a place or a field that is not declared. */
export function toPaging({ schemas }: Reader, raw: Json | undefined, listing: ListingSoFar): Paging {
  const block = isObject(raw) ? raw : {};
  const places = placesOf(block, schemas, listing);
  const byRole = (of: Expression['of']) =>
    Object.fromEntries(
      PAGING_WORDS.map((word) => [
        word,
        places.filter(({ role, at }) => role === word && at.of === of).map(({ at }) => at),
      ]),
    ) as unknown as Record<PagingWord, Expression[]>;
  const [reads, shows] = [byRole('request'), byRole('response')];
  const turned = new Set(places.filter(({ isTurned }) => isTurned).map(({ at }) => at));
  const said = block.end === undefined ? undefined : [block.end].flat();
  const { field } = isObject(block.cursor) ? block.cursor : {};
  return {
    reads,
    shows,
    window: typeof block.window === 'number' ? block.window : undefined,
    empty: isObject(block.empty) ? block.empty : {},
    pastEnd: isObject(block.pastEnd) ? block.pastEnd : {},
    cursor:
      field !== undefined
        ? { field: listing.field(String(field), '/paging/cursor') }
        : block.cursor === 'page'
          ? 'page'
          : 'position',
    ends: (said ?? []).filter((end) => end !== null).map(String),
    endOf: (word) => (said ? said[0] : shows[word][0] && allowedEnd(schemas, listing, shows[word][0])),
    saysEnd: said !== undefined,
    firstPage: firstPageOf({
      asked: [...reads.page, ...(block.cursor === 'page' ? reads.token : [])].map((place) =>
        schemas.merged(listing.expressions.schemaOf(place)),
      ),
      shown: shows.page.map((place) => shownSchema(schemas, listing, place)),
    }),
    isTurned: (place) => turned.has(place),
    evidence: (word, place) => evidenceIn(block.evidence, places, word, place),
  };
}

function placesOf(block: JsonObject, schemas: SchemaReader, listing: ListingSoFar): PagingPlace[] {
  const words = Object.keys(block).filter(
    (word) => (PAGING_WORDS as readonly string[]).includes(word) || Object.hasOwn(ROLES, word),
  );
  return words.flatMap((word) =>
    [block[word] ?? []].flat().map((text, index) => {
      const [, not, named = ''] = TURNED.exec(String(text)) ?? [];
      const at = listing.expressions.any(named, `/paging/${word}`);
      if (at.of === 'response' && isLinkHeader(at) && !LINKED.includes(word))
        throw listing.expressions.error(
          `/paging/${word}`,
          `the header Link holds links to pages: only ${LINKED.join(', ')} can stand in it`,
        );
      const role = roleOf(word, at, schemas, listing);
      if (not !== undefined && role !== 'hasMore' && role !== 'hasPrevious')
        throw listing.expressions.error(
          `/paging/${word}`,
          `only a flag can be turned round by "not": ${at.text} is no boolean of the answer`,
        );
      return { role, said: `${word}/${index}`, at, isTurned: not !== undefined };
    }),
  );
}

/** `not $response.body#/last`: a flag that is true where the list does not go on. */
const TURNED = /^(not )?(.*)$/s;

function roleOf(word: string, at: Expression, schemas: SchemaReader, listing: ListingSoFar): PagingWord {
  if (!Object.hasOwn(ROLES, word)) return word as PagingWord;
  const { token, flag, url } = ROLES[word as Direction];
  if (at.of === 'request') return token;
  if (isLinkHeader(at)) return url;
  const schema = shownSchema(schemas, listing, at);
  if (schemas.types(schema).includes('boolean')) return flag;
  return isUrl(schemas, schema) ? url : token;
}

/** The header `Link` holds links, each with what it is for (RFC 8288). */
export function isLinkHeader({ in: place, name }: Pick<Expression, 'in' | 'name'>): boolean {
  return place === 'header' && name === 'link';
}

function shownSchema(schemas: SchemaReader, { success, media }: ListingSoFar, at: Expression): JsonObject {
  const found = at.in === 'header' ? success.headers.get(at.name)?.schema : schemas.at(media.schema, at.path);
  return schemas.merged(found);
}

/** One that allows null may say so by branches. */
function isUrl(schemas: SchemaReader, schema: JsonObject): boolean {
  const branches = [schema.oneOf, schema.anyOf].flat().filter(isObject);
  return [schema, ...branches.map((one) => schemas.resolve(one))].some(({ format }) =>
    ['uri', 'uri-reference', 'url'].includes(String(format)),
  );
}

/** What a place allows that says nothing: null, an empty text, or that it is not there. */
function allowedEnd(schemas: SchemaReader, listing: ListingSoFar, at: Expression): Json | undefined {
  if (at.in === 'header') return undefined;
  const schema = shownSchema(schemas, listing, at);
  const types = schemas.types(schema);
  if (types.includes('null')) return null;
  const name = at.path.at(-1) ?? '';
  const isRequired = schemas.required(schemas.at(listing.media.schema, at.path.slice(0, -1))).has(name);
  const { minLength, pattern } = schema;
  const isEmptyAllowed = types.includes('string') && minLength === undefined && pattern === undefined;
  if (isEmptyAllowed && !isUrl(schemas, schema)) return '';
  return isRequired ? '' : undefined;
}

/** Without a place, a word that is only one meaning of `next` is known as well as the weakest place that means it. */
function evidenceIn(
  evidence: Json | undefined,
  places: readonly PagingPlace[],
  word: string,
  place: Expression | undefined,
) {
  const own = places.find(({ at }) => at === place);
  if (own) return statedIn(evidence, own.said);
  const said = vocabularyWord(word);
  const [first, ...more] = said === word ? [] : places.filter(({ role }) => role === word);
  if (!first) return statedIn(evidence, said);
  return weakest(statedIn(evidence, first.said), ...more.map((one) => statedIn(evidence, one.said)));
}
