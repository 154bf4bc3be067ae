import type { Answer, Call } from '../contract/_true.ts';
import { letters, type Part, type Row, rowsOf, type Service, timeOf, whole } from './_service.ts';

/** Lists whose answers say in the body how they go on. */

const NEWEST = () => (a: Row, b: Row) => at(b) - at(a);
const at = (row: Row) => row.created ?? Date.parse(row.created_at ?? row.contentDetails?.videoPublishedAt);
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const bearer = ({ headers }: Call, key: string) => headers.get('authorization') === `Bearer ${key}`;

/** A page behind a row, or before one, by its id. */
function byRow(
  rows: readonly Row[],
  size: number,
  after: string | null,
  before: string | null,
): Part | undefined {
  const placeOf = (id: string) => rows.findIndex((row) => row.id === id);
  if (before) {
    const end = placeOf(before);
    return end < 0 ? undefined : { from: Math.max(0, end - size), size: Math.min(size, end), isBack: true };
  }
  const behind = after ? placeOf(after) : -1;
  return after && behind < 0 ? undefined : { from: behind + 1, size };
}

const ofStripe = (status: number, message: string, more = {}): Answer => ({
  status,
  json: { error: { type: 'invalid_request_error', message, ...more } },
});

export const STRIPE: Service = {
  name: 'stripe',
  rows: rowsOf(57, (index) => ({
    id: `cus_${letters(index, 14)}`,
    object: 'customer',
    created: timeOf(index),
    email: index % 5 === 0 ? null : `ann${index % 20}@example.com`,
    name: index % 4 === 0 ? null : `Ann ${letters(index, 5)}`,
    balance: (index % 9) * 100,
    delinquent: index % 3 === 0,
    livemode: false,
  })),
  refuse: (call) => {
    const { query, headers } = call;
    if (!bearer(call, 'sk_test_confab0123456789'))
      return ofStripe(
        401,
        headers.has('authorization') && /^Bearer sk_[0-9A-Za-z_]+$/.test(headers.get('authorization') ?? '')
          ? 'Invalid API Key provided.'
          : 'You did not provide an API key.',
      );
    if (whole(query.get('limit'), 10, 1, 100) === undefined)
      return ofStripe(400, 'Invalid limit', { param: 'limit' });
    for (const [name, value] of query) {
      if (name.startsWith('created') && !/^created\[(gt|gte|lt|lte)\]$/.test(name))
        return ofStripe(400, 'Invalid created', { param: 'created' });
      if (name.startsWith('created') && !/^-?\d{1,18}$/.test(value))
        return ofStripe(400, `Invalid ${name}`, { param: name });
      if (value.length > (name === 'email' ? 512 : 5000))
        return ofStripe(400, `Invalid ${name}`, { param: name });
    }
    return undefined;
  },
  single: ({ path }, rows) => {
    const [, id] = /^\/v1\/customers\/(.+)$/s.exec(path) ?? [];
    if (id === undefined) return undefined;
    const row = rows.find((one) => one.id === id);
    if (row) return { json: row };
    if (id.length > 5000) return ofStripe(400, 'Invalid customer', { param: 'customer' });
    return ofStripe(404, 'No such customer', { code: 'resource_missing', param: 'id' });
  },
  filters: {
    email: (row, value) => row.email === value,
    'created[gt]': (row, value) => row.created > Number(value),
    'created[gte]': (row, value) => row.created >= Number(value),
    'created[lt]': (row, value) => row.created < Number(value),
    'created[lte]': (row, value) => row.created <= Number(value),
  },
  compare: NEWEST,
  partOf: ({ query }, rows) => {
    const size = whole(query.get('limit'), 10, 1, 100) as number;
    const part = byRow(rows, size, query.get('starting_after'), query.get('ending_before'));
    return part ?? ofStripe(400, 'No such customer', { code: 'resource_missing', param: 'starting_after' });
  },
  write: ({ rows, hasMore }) => ({
    json: { object: 'list', url: '/v1/customers', has_more: hasMore, data: rows },
  }),
};

const slackSays = (error: string): Answer => ({ json: { ok: false, error } });
const KINDS = ['public_channel', 'private_channel', 'mpim', 'im'];
const toCursor = (id: string) => Buffer.from(`team:${id}`).toString('base64');

export const SLACK: Service = {
  name: 'slack',
  rows: rowsOf(83, (index) => ({
    id: `C0${letters(index, 9)}`,
    name: `channel-${letters(index, 6, 'abcdefgh')}`,
    created: timeOf(index),
    creator: `U${letters(index, 9, 'ABCDEFGH012')}`,
    is_archived: index % 3 === 1,
    num_members: index % 40,
    type: KINDS[index % 5 === 4 ? 1 + (index % 3) : 0],
  })),
  refuse: (call) => {
    const { query, headers } = call;
    if (!headers.has('authorization')) return slackSays('not_authed');
    if (!bearer(call, 'xoxb-0123456789-confab')) return slackSays('invalid_auth');
    if (whole(query.get('limit'), 100, 1, 999) === undefined) return slackSays('invalid_limit');
    if (!['true', 'false', '', null].includes(query.get('exclude_archived')))
      return slackSays('invalid_limit');
    const types = query.get('types');
    if (types && !types.split(',').every((one) => KINDS.includes(one))) return slackSays('invalid_types');
    return undefined;
  },
  filters: {
    types: (row, value) => value.split(',').includes(row.type),
    exclude_archived: (row, value) => value !== 'true' || !row.is_archived,
  },
  defaults: { types: 'public_channel' },
  compare: NEWEST,
  partOf: ({ query }, rows) => {
    const size = whole(query.get('limit'), 100, 1, 999) as number;
    const cursor = query.get('cursor');
    if (!cursor) return { from: 0, size };
    const from = rows.findIndex(({ id }) => toCursor(id) === cursor);
    return from < 0 ? slackSays('invalid_cursor') : { from, size };
  },
  write: ({ rows, next }, _, matching) => ({
    json: {
      ok: true,
      channels: rows.map(({ type, ...row }) => row),
      response_metadata: { next_cursor: next === undefined ? '' : toCursor(matching[next]?.id ?? '') },
    },
  }),
};

const anthropicSays = (status: number, type: string, message: string): Answer => ({
  status,
  json: { type: 'error', error: { type, message } },
});

export const ANTHROPIC: Service = {
  name: 'anthropic',
  rows: rowsOf(57, (index) => ({
    id: `msgbatch_${letters(index, 24)}`,
    type: 'message_batch',
    processing_status: ['in_progress', 'canceling', 'ended'][index % 3],
    request_counts: { processing: index, succeeded: index % 7, errored: 0, canceled: 0, expired: 0 },
    created_at: iso(timeOf(index)),
    expires_at: iso(timeOf(index) + 86_400),
    results_url: null,
  })),
  refuse: ({ query, headers, path }) => {
    if (headers.get('x-api-key') !== 'sk-ant-confab-0123456789')
      return anthropicSays(401, 'authentication_error', 'invalid x-api-key');
    const version = headers.get('anthropic-version');
    if (version === null)
      return anthropicSays(400, 'invalid_request_error', 'anthropic-version: is required');
    if (version !== '2023-06-01')
      return anthropicSays(400, 'invalid_request_error', 'anthropic-version: is not valid');
    if (path === '/v1/messages/batches' && whole(query.get('limit'), 20, 1, 1000) === undefined)
      return anthropicSays(400, 'invalid_request_error', 'limit: is not valid');
    return undefined;
  },
  single: ({ path }, rows) => {
    const [, id] = /^\/v1\/messages\/batches\/(.+)$/s.exec(path) ?? [];
    if (id === undefined) return undefined;
    const row = rows.find((one) => one.id === id);
    return row ? { json: row } : anthropicSays(404, 'not_found_error', 'Not found');
  },
  filters: {},
  compare: NEWEST,
  partOf: ({ query }, rows) => {
    const size = whole(query.get('limit'), 20, 1, 1000) as number;
    const part = byRow(rows, size, query.get('after_id'), query.get('before_id'));
    return part ?? anthropicSays(400, 'invalid_request_error', 'after_id: is not valid');
  },
  write: ({ rows, hasMore }) => ({
    json: { data: rows, has_more: hasMore, first_id: rows[0]?.id ?? null, last_id: rows.at(-1)?.id ?? null },
  }),
};

const googleSays = (code: number, message: string): Answer => ({
  status: code,
  json: { error: { code, message } },
});
const toToken = (place: number, isBack: boolean) =>
  Buffer.from(`${isBack ? 'b' : 'f'}:${place}`).toString('base64url');

export const YOUTUBE: Service = {
  name: 'youtube',
  rows: rowsOf(91, (index) => ({
    kind: 'youtube#playlistItem',
    etag: letters(index, 20),
    id: `UEx${letters(index, 30)}`,
    contentDetails: { videoId: letters(index, 11), videoPublishedAt: iso(timeOf(index)) },
    playlist: index % 3 === 0 ? 'PLconfabB' : 'PLconfabA',
  })),
  refuse: ({ query }) => {
    const key = query.get('key');
    if (key === null || key === '') return googleSays(403, 'The request has no key.');
    if (key !== 'AIzaConfab0123456789') return googleSays(400, 'API key not valid.');
    if (!query.has('part')) return googleSays(400, 'No part');
    if (query.get('part') !== 'contentDetails') return googleSays(400, 'Invalid part');
    if (!query.has('playlistId')) return googleSays(400, 'No playlistId');
    if (whole(query.get('maxResults'), 5, 1, 50) === undefined) return googleSays(400, 'Invalid maxResults');
    return undefined;
  },
  filters: { playlistId: (row, value) => row.playlist === value },
  compare: NEWEST,
  partOf: ({ query }, rows) => {
    const size = whole(query.get('maxResults'), 5, 1, 50) as number;
    const token = query.get('pageToken');
    if (!token) return { from: 0, size };
    const [, way, digits] = /^([fb]):(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
    const place = Number(digits);
    if (way === undefined || place > rows.length) return googleSays(400, 'Invalid pageToken');
    // A token that leads back knows where its page ends.
    return way === 'f'
      ? { from: place, size }
      : { from: Math.max(0, place - size), size: Math.min(size, place), isBack: true };
  },
  write: ({ rows, next, previous, from, total, count }) => ({
    json: {
      kind: 'youtube#playlistItemListResponse',
      etag: 'confab',
      ...(next !== undefined && { nextPageToken: toToken(next, false) }),
      ...(previous !== undefined && { prevPageToken: toToken(from, true) }),
      pageInfo: { totalResults: total, resultsPerPage: count },
      items: rows.map(({ playlist, ...row }) => row),
    },
  }),
};
