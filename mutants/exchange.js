import {
  getIn,
  isObject,
  parseJson,
  parseRequest,
  readField,
  setIn,
  toRequest,
  writeField,
} from './parsed-request.js';

const MOST_ROWS = 1000;

/**
 * A fetch that answers as `fetch` does, but for what a mutant changes. `seen` counts what it did. `version` says
 * which state of its data the correct server shows: other rows with another one.
 */
export function mutated(fetch, context, { change }, target, seen, version = () => 0) {
  const worlds = new Map();
  const state = {};
  return async (request) => {
    seen.requests += 1;
    const { operation, pathPattern } = context;
    const isMeant = pathPattern.regex.test(new URL(request.url).pathname);
    if (request.method !== operation.method || !isMeant) return fetch(request);
    const asked = { ...(await parseRequest(request)), pathPattern };
    const read = async (other) => readAnswer(await fetch(toRequest(other)), context);
    const answer = await read(asked);
    const exchange = createExchange(read, context, asked, answer, target, worlds, state, version());
    const changed = (await change(exchange, context)) ?? answer;
    if (!isSame(answer, changed)) seen.changed += 1;
    return toResponse(changed);
  };
}

/** What a mutant gets to see: `read` asks the correct server. */
export function createExchange(read, context, asked, answer, target, worlds, state, version) {
  /** Asks the correct server something else, with a right credential. */
  const send = async (other) => read(await prove(context, other));
  const world = (of = asked) => {
    const free = withoutPaging(context, of);
    const key = `${version} ${free.url} ${free.text}`;
    if (!worlds.has(key)) worlds.set(key, walk(context, free, send));
    return worlds.get(key);
  };
  return {
    asked,
    answer,
    target,
    state,
    send,
    /** Asks the correct server as it is. */
    raw: read,
    isSuccess: answer.rows !== undefined,
    /** All rows that match the request's filters, in its order, whatever page it asks for. */
    world,
    /** Whether a failure is about the credential: with a right one there would be rows, or another failure. */
    async isUnproven() {
      if (answer.rows !== undefined) return false;
      const other = await send(asked);
      return other.status !== answer.status || Buffer.compare(maskedBody(other), maskedBody(answer)) !== 0;
    },
    /** The page and the size that the request asks for. */
    slice: () => sliceOf(context, asked),
    /** The page that is asked for, also where it begins behind a row: then it is the one in which that next row stands. */
    async page() {
      const { cursor, reads } = context.list.paging;
      const { page, size } = sliceOf(context, asked);
      const behind = reads.token.map((field) => readField(asked, field)).find((value) => value);
      if (typeof cursor !== 'object' || behind === undefined) return page;
      const all = await world();
      return Math.floor((all.findIndex((row) => String(row[cursor.field]) === behind) + 1) / size) + 1;
    },
    /** The correct answer with other rows, and other paging words if given. */
    withRows: (rows, words = {}) => withRows(context, answer, rows, words),
  };
}

export async function readAnswer(response, context) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return toAnswer({ status: response.status, headers: [...response.headers], bytes }, context);
}

/** An answer with its JSON and its rows, if it has any. */
export function toAnswer(answer, { list, isMany }) {
  const { status, bytes } = answer;
  const json = parseJson(new TextDecoder().decode(bytes));
  const isOk = status >= 200 && status < 300;
  const found = json !== undefined && list ? getIn(json, list.items.path) : undefined;
  const isNone = found === null && isMany && list.paging.empty.items === null;
  const rows = isMany ? (isNone ? [] : found) : isObject(found) ? [found] : undefined;
  return { ...answer, json, rows: isOk && Array.isArray(rows) ? rows : undefined };
}

/** The answer on the wire; `cut` breaks the connection off behind so many bytes. */
export function toResponse({ status, headers, bytes, cut }) {
  const isBare = status === 204 || status === 304;
  return new Response(isBare ? null : cut === undefined ? bytes : brokenOff(bytes.subarray(0, cut)), {
    status,
    headers,
  });
}

function brokenOff(bytes) {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new Error('the connection broke'));
      else controller.enqueue(bytes);
      isSent = true;
    },
  });
}

/** The answer with another JSON body. */
export function withJson(answer, json) {
  return withText(answer, JSON.stringify(json));
}

export function withText(answer, text) {
  return { ...answer, bytes: new TextEncoder().encode(text) };
}

/** The answer with headers set; undefined takes one away. */
export function withHeaders(answer, headers) {
  const names = Object.keys(headers);
  const kept = answer.headers.filter(([name]) => !names.includes(name.toLowerCase()));
  const added = Object.entries(headers).filter(([, value]) => value !== undefined);
  return { ...answer, headers: [...kept, ...added] };
}

export function withRows({ list, isMany }, answer, rows, words) {
  const none = rows.length === 0 && list.paging.empty.items === null ? null : rows;
  let json = setIn(answer.json, list.items.path, isMany ? none : rows[0]);
  for (const [word, value] of Object.entries(words)) {
    for (const place of list.paging.shows[word]) {
      const known = getIn(json, place.path);
      if (known === undefined) continue;
      const shown = asShown(list.paging, word, place, value);
      json = setIn(json, place.path, typeof known === 'string' ? String(shown) : shown);
    }
  }
  return withJson(answer, json);
}

/** A page's number, from 1, or a flag as it stands in an answer. */
function asShown({ firstPage, isTurned }, word, place, value) {
  if (word === 'page') return value - 1 + firstPage.shown;
  return typeof value === 'boolean' && isTurned(place) ? !value : value;
}

/** The request with a right credential in place of the one that it has. */
export async function prove({ credentials, spec, schemes }, asked) {
  const bare = { method: asked.method, url: asked.url, headers: {}, body: asked.text };
  const own = Object.keys((await credentials.apply(bare)).headers).map((name) => name.toLowerCase());
  const headers = Object.fromEntries(
    Object.entries(asked.headers).filter(([name]) => name !== 'host' && !own.includes(name)),
  );
  let { url } = asked;
  for (const scheme of schemes.map((name) => spec.securitySchemes[name])) {
    if (scheme?.type === 'apiKey' && scheme.in === 'query')
      url = writeField({ url }, { in: 'query', name: scheme.name }, undefined).url;
  }
  const proven = await credentials.apply({ method: asked.method, url, headers, body: asked.text });
  const lower = Object.entries(proven.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const { host } = new URL(proven.url);
  return { ...asked, url: proven.url, headers: { ...Object.fromEntries(lower), host } };
}

/** Request ids differ from answer to answer. */
function maskedBody({ bytes }) {
  return Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/gi, ''),
    'latin1',
  );
}

function withoutPaging({ list }, asked) {
  const { page, skip, size, token, previousToken } = list.paging.reads;
  return [...page, ...skip, ...size, ...token, ...previousToken].reduce(
    (known, field) => writeField(known, field, undefined),
    asked,
  );
}

async function walk(context, asked, send) {
  const { reads, shows, cursor, firstPage } = context.list.paging;
  const [page] = reads.page;
  const [skip] = reads.skip;
  const [size] = reads.size;
  const isNumbered = page !== undefined || skip !== undefined;
  const most = size ? (context.schemaAt(size).maximum ?? MOST_ROWS) : undefined;
  const sized = size ? writeField(asked, size, most) : asked;
  if (!isNumbered && !reads.token[0]) return (await send(asked)).rows ?? [];
  const all = [];
  let next = page ? writeField(sized, page, firstPage.asked) : sized;
  for (let number = 2; number < 100; number += 1) {
    const answer = await send(next);
    const rows = answer.rows ?? [];
    all.push(...rows);
    const isOfRow = !isNumbered && typeof cursor === 'object';
    const token = isNumbered
      ? undefined
      : isOfRow
        ? rows.at(-1)?.[cursor.field]
        : getIn(answer.json, shows.token[0].path);
    if (isNumbered || isOfRow ? rows.length < (most ?? Number.POSITIVE_INFINITY) : !token) return all;
    if (page) next = writeField(sized, page, number - 1 + firstPage.asked);
    else if (skip) next = writeField(sized, skip, all.length);
    else next = writeField(sized, reads.token[0], token);
  }
  // Longer lists are not read to their end.
  all.isPart = true;
  return all;
}

/** As the mock reads them: the first that is given, else a token that is a page's number, else the defaults. */
function sliceOf(context, asked) {
  const { reads, firstPage } = context.list.paging;
  const { page, skip, size, token } = reads;
  const first = firstPage.asked;
  const given = (fields) =>
    fields
      .map((field) => ({ field, value: readField(asked, field) }))
      .find(({ value }) => value !== undefined && value !== null && value !== '');
  const fallback = (fields) =>
    fields.map((field) => context.schemaAt(field).default).find((one) => one !== undefined);
  const number = (fields, least = 1) => {
    const value = Number(given(fields)?.value);
    return Number.isInteger(value) && value >= least ? value : fallback(fields);
  };
  const fromOne = (value) => (value === undefined ? undefined : value - first + 1);
  const leads = given(page) === undefined ? fromOne(Number(given(token)?.value)) : Number.NaN;
  const rows = number(size) ?? MOST_ROWS;
  // Rows to skip need not be whole pages: what begins between two is page 1.5.
  const skipped = skip.length > 0 ? Number(given(skip)?.value ?? 0) / rows + 1 : undefined;
  return {
    page: Number.isInteger(leads) ? leads : (fromOne(number(page, first)) ?? skipped ?? 1),
    size: rows,
    hasToken: Number.isInteger(leads),
    hasPage: given(page) !== undefined || given(skip) !== undefined,
    hasSize: given(size) !== undefined,
  };
}

function isSame(one, other) {
  return (
    one === other ||
    (!other.delay &&
      other.cut === undefined &&
      one.status === other.status &&
      Buffer.compare(one.bytes, other.bytes) === 0 &&
      JSON.stringify(one.headers) === JSON.stringify(other.headers))
  );
}
