import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../src/contract/checks.ts';
import { some } from '../_some.ts';
import { answered, changed, checkSeeded, type Violation } from '../contract/_seeded.ts';

/**
 * Servers with one change, at the grade that a user gets: what the vendor's page says breaks the contract, what it
 * leaves open does not.
 */
const ABOUT_ANSWERS: CheckName[] = ['charset', 'media-type', 'schema', 'time'];
const ABOUT_DEFAULTS: CheckName[] = ['page-default'];
const ABOUT_FILTERS: CheckName[] = ['accepts', 'filter-sound'];
const ABOUT_REQUESTS: CheckName[] = ['status', 'schema', 'envelope', 'accepts', 'refuses', 'refusal'];

/** The checks that a server of such a name is about. */
const ABOUT: readonly (readonly [RegExp, CheckName[]])[] = [
  [/default/, ABOUT_DEFAULTS],
  [/channel/, ABOUT_FILTERS],
  [/refus|error|code/, ABOUT_REQUESTS],
];

/** A server whose answers with rows, or whose refusals, are others. */
const answering =
  (isMeant: (json: any, status: number) => boolean, change: Parameters<typeof answered>[1]): Violation =>
  async (request, serve) => {
    const response = await serve(request);
    const json = await response.clone().json();
    return isMeant(json, response.status) ? answered(response, change) : response;
  };

/** A server that refuses requests which the document allows, as it refuses others. */
const refusing =
  (isRefused: (query: URLSearchParams, body: any) => boolean, wrong: Record<string, unknown>): Violation =>
  async (request, serve) => {
    const text = await request.clone().text();
    const isWrong = isRefused(new URL(request.url).searchParams, readJson(text));
    if (!isWrong) return serve(request);
    return serve(
      await changed(request, {
        query: (query) => {
          if (request.method !== 'GET') return;
          for (const [name, value] of Object.entries(wrong)) query.set(name, String(value));
        },
        ...(text !== '' && { body: () => JSON.stringify({ ...readJson(text), ...wrong }) }),
      }),
    );
  };

/** A server that reads another request than it got. */
const asking =
  (change: (body: object) => object): Violation =>
  async (request, serve) =>
    serve(await changed(request, { body: (text) => JSON.stringify(change(readJson(text))) }));

function readJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const rowsOf = (json: any): any[] => json.list ?? json.data?.list ?? json.data?.conversation_list ?? [];
const hasRows = (json: any) => rowsOf(json).length > 0;
const isRefusal = (json: any, status: number) =>
  status >= 400 || (typeof json.code === 'string' && json.code !== '000000');
const eachRow = (change: (row: any) => void) =>
  answering(hasRows, {
    json: (json) => {
      for (const row of rowsOf(json)) change(row);
      return json;
    },
  });
const page = (change: (json: any) => void) =>
  answering(hasRows, {
    json: (json) => {
      change(json);
      return json;
    },
  });
const refusal = (json: (json: any) => unknown) => answering(isRefusal, { json });

const GPTBOTS_WRONG = { page: 0 };
const WRONG = { page: 'x' };
const CHARSET = { 'content-type': 'application/json; charset=utf-8' };

type Server = readonly [vendor: string, name: string, violation: Violation];

const BREAKING: readonly Server[] = [
  ['gptbots', 'rows without conversation_id', eachRow((row) => delete row.conversation_id)],
  ['gptbots', 'numeric ids', eachRow((row) => (row.conversation_id = 7))],
  ['gptbots', 'a refusal without a code', refusal(({ message }) => ({ message }))],
  ['gptbots', 'a refusal without a message', refusal(({ code }) => ({ code }))],
  ['gptbots', 'a code as text', refusal((json) => ({ ...json, code: '40000' }))],
  ['gptbots', 'another code than 40000', refusal((json) => ({ ...json, code: 40001 }))],
  ['gptbots', 'an error in another envelope', refusal(() => ({ error: '40000' }))],
  ['cybotstar', 'total as text', page(({ data }) => (data.total = '237'))],
  ['cybotstar', 'page as text', page(({ data }) => (data.page = '1'))],
  ['cybotstar', 'chat_count as text', eachRow((row) => (row.chat_count = '2'))],
  ['cybotstar', 'rows without segment_name', eachRow((row) => delete row.segment_name)],
  ['cybotstar', 'create_time as a number', eachRow((row) => (row.create_time = 1))],
  ['cybotstar', 'a success with another code', page((json) => (json.code = '0'))],
  ['cybotstar', 'another body altogether', answering(hasRows, { json: () => ({ hello: 'world' }) })],
  ['cybotstar', 'a default of 20 rows', asking((body) => ({ pagesize: 20, ...body }))],
  [
    'cybotstar',
    'its own example refused',
    refusing((_, { create_start_time: at }) => /T.*Z$/.test(at), WRONG),
  ],
  ['bigmodel', 'a default of 10 rows', asking((body) => ({ page_size: 10, ...body }))],
  ['bigmodel', 'rows without id', eachRow((row) => delete row.id)],
  ['bigmodel', 'numeric ids', eachRow((row) => (row.id = 7))],
  ['bigmodel', 'tokens as text', eachRow((row) => (row.usage.total_tokens = '9'))],
  ['bigmodel', 'update_time as a number', eachRow((row) => (row.update_time = 1))],
  ['bigmodel', 'a numeric error code', refusal(({ error }) => ({ error: { ...error, code: 1214 } }))],
];

const HOLDING: readonly Server[] = [
  ['gptbots', 'refusals with 403', answering(isRefusal, { status: 403 })],
  ['gptbots', 'refusals with 200', answering(isRefusal, { status: 200 })],
  ['gptbots', 'JSON with its charset', answering(() => true, { headers: CHARSET })],
  ['gptbots', 'a cost below nothing', eachRow((row) => (row.cost_credit = -1))],
  [
    'gptbots',
    'a user that is null, a subject that is null',
    eachRow((row) => Object.assign(row, { user_id: null, subject: null })),
  ],
  ['gptbots', 'no user', eachRow((row) => delete row.user_id)],
  [
    'gptbots',
    'a channel of older pages refused',
    refusing((query) => query.get('conversation_type') === 'SPACE', GPTBOTS_WRONG),
  ],
  ['cybotstar', 'refusals with 401', answering(isRefusal, { status: 401 })],
  ['cybotstar', 'another code of a refusal', refusal((json) => ({ ...json, code: '500100' }))],
  ['cybotstar', 'null refused', refusing((_, body) => Object.values(body).includes(null), WRONG)],
  ['bigmodel', 'JSON with its charset', answering(() => true, { headers: CHARSET })],
  [
    'bigmodel',
    'null refused for a page',
    refusing((_, body) => body.page === null || body.page_size === null, WRONG),
  ],
  ['bigmodel', 'no usage', eachRow((row) => delete row.usage)],
  ['bigmodel', 'usage without its sum', eachRow((row) => delete row.usage.total_tokens)],
  ['bigmodel', 'ids as its page shows them', eachRow((row) => (row.id = `conv_${row.id}`))],
  ['bigmodel', 'a time in words', eachRow((row) => (row.create_time = 'yesterday'))],
  ['bigmodel', 'another status of a refusal', answering(isRefusal, { status: 422 })],
];

describe('what its page says breaks the contract:', () => {
  test.each(some(BREAKING, 2))('%s: %s', async (vendor, name, violation) => {
    expect(await errorsOf(vendor, name, violation)).not.toEqual([]);
  });
});

describe('what its page leaves open keeps it:', () => {
  test.each(some(HOLDING, 2))('%s: %s', async (vendor, name, violation) => {
    expect(await errorsOf(vendor, name, violation)).toEqual([]);
  });
});

async function errorsOf(vendor: string, name: string, violation: Violation): Promise<string[]> {
  const [, only = ABOUT_ANSWERS] = ABOUT.find(([words]) => words.test(name)) ?? [];
  const { findings } = await checkSeeded(vendor, violation, { only, grade: 'documented' });
  return findings.filter(({ level }) => level === 'error').map(({ check, title }) => `${check}: ${title}`);
}
