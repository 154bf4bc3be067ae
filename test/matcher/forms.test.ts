import axios, { type AxiosError } from 'axios';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkExchange } from '../../src/index.ts';
import type { AnyResponse } from '../../src/matcher/received.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';

const PAGE =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const headers = { authorization: 'Bearer app-any' };
const JSON_TYPE = { 'content-type': 'application/json' };

let mock: Mock;
let page: string;
beforeAll(async () => {
  mock = await createMock({ vendors: ['gptbots'], rows: 20 });
  page = `${(await mock.listen()).url}/gptbots${PAGE}`;
});
afterAll(() => mock.close());

const check = (response: AnyResponse, operation = 'listConversations') =>
  checkExchange(response, 'gptbots', operation);

/** What Playwright's `request.get` gives, in the methods that are read of it. */
async function playwright(url: string, init: RequestInit): Promise<AnyResponse> {
  const response = await fetch(url, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: () => response.status,
    headers: () => Object.fromEntries(response.headers),
    body: async () => bytes,
    url: () => url,
  };
}

/** Each client, asking for an address; axios throws for a status that is no success. */
const CLIENTS: [string, (url: string, init: { headers: Record<string, string> }) => Promise<AnyResponse>][] =
  [
    ['fetch', fetch],
    ['axios', (url, init) => axios.get(url, init).catch((error: AxiosError) => error)],
    ['axios, text', (url, init) => axios.get(url, { ...init, responseType: 'text', validateStatus: null })],
    [
      'axios, bytes',
      (url, init) => axios.get(url, { ...init, responseType: 'arraybuffer', validateStatus: null }),
    ],
    ['Playwright', playwright],
    [
      'parts',
      async (url, init) => {
        const {
          status,
          headers: received,
          ...response
        } = await axios.get(url, { ...init, validateStatus: null });
        return { status, headers: { ...received } as Record<string, unknown>, body: response.data };
      },
    ],
  ];

describe.each(some(CLIENTS, 4))('an answer of %s', (_, ask) => {
  test('keeps the contract', async () => {
    const checked = await check(await ask(page, { headers }));
    expect(checked).toEqual({
      vendor: 'gptbots',
      operation: 'listConversations',
      verdict: 'holds',
      sentence: 'the answer keeps the contract of gptbots.listConversations',
      findings: [],
      text: '',
    });
  });

  test('a documented failure keeps it', async () => {
    expect(await check(await ask(page, { headers: {} }))).toMatchObject({ verdict: 'holds', findings: [] });
  });

  test('an answer of something else breaks it', async () => {
    const { verdict, sentence, findings, text } = await check(
      await ask(page.replace('/v1/', '/v2/'), { headers }),
    );
    expect(verdict).toBe('broken');
    expect(sentence).toMatch(/^the answer breaks the contract of gptbots\.listConversations: \d+ errors?/);
    expect(findings.map((one) => one.check)).toContain('server-error');
    expect(findings[0]?.exchange.response?.status).toBe(501);
    expect(text).toMatch(/^error {2}\S/);
  });
});

describe('an answer without a body of JSON', () => {
  test.each<[string, AnyResponse, object, string]>(
    some<[string, AnyResponse, object, string]>(
      [
        ['to HEAD', new Response(null, { headers: JSON_TYPE }), { request: { method: 'head' } }, 'holds'],
        ['to GET', new Response(null, { headers: JSON_TYPE }), {}, 'broken'],
        ['204', new Response(null, { status: 204 }), {}, 'broken'],
        [
          'bytes',
          new Response(new Uint8Array([0xff, 0xfe, 0, 1]), { headers: { 'content-type': 'image/png' } }),
          {},
          'broken',
        ],
        ['text', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, {}, 'broken'],
      ],
      3,
    ),
  )('%s', async (_, response, options, verdict) => {
    const spec = await file('tiny.yaml', tinyDocument());
    expect((await checkExchange(response, spec, 'listNotes', options)).verdict).toBe(verdict);
  });

  test('204 where the document has one', async () => {
    const spec = await file(
      'tiny.yaml',
      tinyDocument((document) => {
        document.paths['/notes'].get.responses['204'] = { description: 'nothing' };
      }),
    );
    const checked = await checkExchange(new Response(null, { status: 204 }), spec, 'listNotes');
    expect(checked.text).toBe('');
  });
});

test('the request is the one that is given, else the address that the answer names', async () => {
  const request = { method: 'GET', url: 'https://gateway.example/list?page=1', headers: { 'X-Tenant': '7' } };
  const broken = { status: 200, headers: JSON_TYPE, body: { list: 4 }, url: 'https://other.example/' };
  const shown = async (options: object) =>
    (await checkExchange(broken, 'gptbots', 'listConversations', options)).findings[0]?.exchange.request;
  expect(await shown({ request })).toMatchObject({
    url: 'https://gateway.example/list?page=1',
    headers: [['X-Tenant', '7']],
  });
  expect(await shown({})).toMatchObject({ url: 'https://other.example/', method: 'GET' });
});

describe('what is no answer is refused with a sentence', () => {
  const gone = {
    status: () => 200,
    headers: () => ({}),
    url: () => page,
    body: () => Promise.reject(new Error('Response has been disposed')),
  };
  test.each<[string, unknown, RegExp]>(
    some<[string, unknown, RegExp]>(
      [
        ['nothing', undefined, /must be a response of fetch, axios or Playwright, or .*, not undefined$/],
        ['a promise', fetch, /not function$/],
        ['a status that is no number', { status: 'ok' }, /status is "ok", not a number/],
        [
          'axios without an answer',
          { isAxiosError: true, message: 'connect ECONNREFUSED' },
          /no answer .*REFUSED/,
        ],
        ['Playwright after dispose', gone, /the body of the response is gone \(Response has been disposed\)/],
        ['a blob', { status: 200, body: new Blob(['x']) }, /the body must be read/],
        [
          'a stream of axios',
          { status: 200, headers: {}, config: {}, data: { pipe() {} } },
          /the body must be read/,
        ],
      ],
      3,
    ),
  )('%s', async (_, response, message) => {
    await expect(check(response as AnyResponse)).rejects.toThrow(message);
    await expect(check(response as AnyResponse)).rejects.toHaveProperty('name', 'UsageError');
  });
});
