import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import '../../src/vitest.ts';
import { draftOf, toRequest } from '../_draft.ts';
import { file, tinyDocument } from '../_tiny.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ rows: 20 });
});

/** What the mock answers to the example of the one operation of gptbots. */
async function page(headers?: Record<string, string>): Promise<Response> {
  const url = `${mock.url('gptbots')}/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10`;
  return mock.fetch(new Request(url, { headers: { authorization: 'Bearer app-any', ...headers } }));
}

/** That page with its body changed. */
async function changed(change: (body: any) => void): Promise<Response> {
  const response = await page();
  const body = await response.json();
  change(body);
  return Response.json(body, { status: response.status });
}

/** The message of an expectation that does not come true. */
async function messageOf(expectation: Promise<unknown>): Promise<string> {
  try {
    await expectation;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it came true');
}

const match = (received: unknown, ...args: [vendor?: any, operation?: any, options?: any]) =>
  expect(received).toMatchContract(
    ...((args.length > 0 ? args : ['gptbots', 'listConversations']) as ['', '']),
  );

describe('an answer that keeps the contract', () => {
  test('of every operation of every vendor', async () => {
    for (const spec of await loadSpecs({})) {
      for (const operation of spec.operations) {
        const response = await mock.fetch(await toRequest(spec, operation, draftOf(spec, operation)));
        await expect(response).toMatchContract(spec.name, operation.id, { grade: 'assumed' });
      }
    }
  });

  test('a documented failure keeps it too', async () => {
    const refused = await page({ authorization: '' });
    expect(refused.ok).toBe(false);
    await match(refused);
  });

  test('can be read afterwards', async () => {
    const response = await page();
    await match(response);
    expect(await response.json()).toHaveProperty('list');
  });

  test.each<[string, (text: string) => unknown]>([
    ['a text', (text) => text],
    ['bytes', (text) => new TextEncoder().encode(text)],
    ['a buffer', (text) => new TextEncoder().encode(text).buffer],
    ['a value', (text) => JSON.parse(text)],
  ])('in parts, the body %s', async (_, toBody) => {
    const response = await page();
    await match({ status: 200, headers: response.headers, body: toBody(await response.text()) });
  });

  test.each<[string, unknown]>([
    ['pairs', [['content-type', 'application/json']]],
    ['an object', { 'Content-Type': 'application/json', 'content-length': 7, etag: undefined }],
    ['an object of lists', { 'content-type': ['application/json'] }],
    ['not at all', undefined],
  ])('in parts, the headers %s', async (_, headers) => {
    await match({ status: 200, headers, body: await (await page()).json() });
  });

  test('what fetch has decoded is not held against its header', async () => {
    const body = gzipSync(await (await page()).text());
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const server = await import('../cli/_loopback.ts');
    await server.withServer(
      (_, response) => response.writeHead(200, headers).end(body),
      async (url) => match(await fetch(url)),
    );
  });
});

describe('an answer that breaks it is shown with the finding', () => {
  test.each<[string, string, (body: any) => void, RegExp]>([
    ['a field is gone', 'schema', (body) => delete body.list[3].conversation_id, /conversation_id/],
    [
      'a number is a text',
      'schema',
      (body) => {
        body.list[2].message_count = '7';
      },
      /\/list\/2\/message_count/,
    ],
  ])('%s', async (_, check, change, message) => {
    const shown = await messageOf(
      match(await changed(change), 'gptbots', 'listConversations', { grade: 'assumed' }),
    );
    expect(shown).toMatch(
      /^the answer breaks the contract of gptbots\.listConversations: \d+ errors?[^\n]*\n\nerror {2}/,
    );
    expect(shown).toMatch(new RegExp(`^error {2}${check} {2}`, 'm'));
    expect(shown).toMatch(message);
    for (const label of ['expected', 'actual', 'where', 'by', 'evidence'])
      expect(shown).toMatch(new RegExp(`^ {2}${label} +\\S`, 'm'));
    expect(shown).toMatch(/gptbots\.yaml:\d+/);
  });

  test('an undocumented status', async () => {
    const shown = await messageOf(
      match(new Response('I am a teapot', { status: 418 }), 'chatnio', 'listConversations', {
        grade: 'assumed',
      }),
    );
    expect(shown).toMatch(/^error {2}status {2}/m);
  });

  test('a weaker statement only where the grade asks for it', async () => {
    const spec = await file(
      'tiny.yaml',
      tinyDocument((document) => {
        document.paths['/notes'].get.responses['200']['x-confab'] = { evidence: 'assumed: a guess' };
      }),
    );
    const wrong = { status: 200, body: { notes: 'none' } };
    const strict = await messageOf(match(wrong, spec, 'listNotes', { grade: 'assumed' }));
    expect(strict).toMatch(/^error {2}schema/m);
  });
});

describe('.not', () => {
  test('is true of what breaks the contract', async () => {
    await expect(await changed((body) => delete body.total)).not.toMatchContract(
      'gptbots',
      'listConversations',
    );
  });

  test('and says that it is kept where it is', async () => {
    expect(await messageOf(expect(await page()).not.toMatchContract('gptbots', 'listConversations'))).toMatch(
      /^the answer keeps the contract of gptbots\.listConversations\. It was expected not to/,
    );
  });

  test('is no way around a mistake', async () => {
    expect(await messageOf(expect(await page()).not.toMatchContract('gptbots', 'listConversation'))).toMatch(
      /has no operation listConversation/,
    );
  });
});

describe('a mistake in the test is a sentence', () => {
  const fine = { status: 200, body: {} };
  test.each<[string, unknown, any[], RegExp]>([
    ['an unknown vendor', fine, ['openai', 'list'], /there is no vendor openai; built in: alibaba, bigmodel/],
    [
      'an unknown operation',
      fine,
      ['gptbots', 'list'],
      /^gptbots has no operation list \(it has listConversations\)$/,
    ],
    [
      'an operation misspelt',
      fine,
      ['chatnio', 'loadConversations'],
      /did you mean loadConversation\? \(it has listConversations, loadConversation and \d+ more\)/,
    ],
    [
      'no operation',
      fine,
      ['gptbots', undefined],
      /is a vendor, or the file of an OpenAPI document, and an operationId/,
    ],
    ['a spec that there is not', fine, ['./no.yaml', 'list'], /no\.yaml: there is no such file/],
    [
      'a profile that there is not',
      fine,
      ['gptbots', 'listConversations', { profiles: ['gptbots.x'] }],
      /there is no profile gptbots\.x/,
    ],
    [
      'a grade that there is not',
      fine,
      ['gptbots', 'listConversations', { grade: 'any' }],
      /grade: any is not one of/,
    ],
    [
      'nothing',
      undefined,
      [],
      /must be a response of fetch, axios or Playwright, or an object with status, headers and body, not undefined$/,
    ],
    ['null', null, [], /not null$/],
    ['a text', '{}', [], /not string$/],
    ['a promise', Promise.resolve(fine), [], /await it first/],
    ['a body alone', { list: [] }, [], /status is undefined, not a number/],
    ['a status as text', { status: '200' }, [], /status is "200", not a number/],
    ['a stream', { status: 200, body: new Response('x').body }, [], /the body must be read/],
  ])('%s', async (_, received, args, message) => {
    expect(await messageOf(match(received, ...(args as [])))).toMatch(message);
  });

  test('a body that was read already', async () => {
    const response = await page();
    await response.text();
    expect(await messageOf(match(response))).toMatch(/the body of the response was read before; check/);
  });
});

test('a document of one’s own, with an overlay', async () => {
  const spec = await file('tiny.yaml', tinyDocument());
  const answer = { status: 200, body: { notes: [], page: 1, total: 0, more: false } };
  await expect(answer).toMatchContract(spec, 'listNotes');
  const overlay = await file('more.yaml', {
    overlay: '1.0.0',
    info: { title: 'more', version: '1' },
    actions: [
      {
        target: "$.paths['/notes'].get.responses['200'].content['application/json'].schema",
        update: { required: ['cursor'] },
      },
    ],
  });
  expect(await messageOf(match(answer, spec, 'listNotes', { overlays: [overlay] }))).toContain('cursor');
});

test('is typed', () => {
  expectTypeOf(expect({}).toMatchContract).toBeCallableWith('gptbots', 'listConversations', {
    grade: 'observed',
  });
  expectTypeOf(expect({}).not.toMatchContract).returns.toEqualTypeOf<Promise<void>>();
});
