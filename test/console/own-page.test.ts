import { describe, expect, test } from 'vitest';
import { prefersHtml } from '../../src/console/prefers-html.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { MockOptions } from '../../src/mock/mock.ts';
import { tinyFile } from '../_tiny.ts';
import { reply } from '../mock/_reply.ts';

const mock = await createMock();
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const page = await reply(mock.fetch('http://mock:4010/', { headers: { accept: BROWSER } }));

describe('a client gets the page when it would rather have HTML', () => {
  test.each<[string, string | null, boolean]>([
    ['no Accept', null, false],
    ['an empty one', '', false],
    ['curl, axios, undici', '*/*', false],
    ['JSON', 'application/json', false],
    ['a browser', BROWSER, true],
    ['any text', 'text/*', true],
    ['HTML in capitals', 'Text/HTML', true],
    ['both alike', 'text/html, application/json', false],
    ['JSON rather', 'text/html;q=0.5, application/json', false],
    ['HTML rather', 'application/json;q=0.5, text/html', true],
    ['no HTML at all', 'text/html;q=0, */*;q=0.1', false],
    ['a weight that is none', 'text/html;q=much', false],
    ['nonsense', ';;,/,*', false],
  ])('%s', (_, accept, isHtml) => {
    expect(prefersHtml(accept)).toBe(isHtml);
  });
});

describe('GET /', () => {
  test('has for programs each vendor, with its address, its credential and each operation once', async () => {
    const { status, headers, body } = await reply(mock.fetch('http://mock:4010/'));
    expect([status, headers.get('content-type'), headers.get('vary')]).toEqual([
      200,
      'application/json',
      'accept',
    ]);
    expect(body).toMatchObject({
      name: 'confab',
      url: 'http://mock:4010',
      seed: 1,
      health: 'http://mock:4010/_confab/health',
    });
    expect(
      body.vendors.map(({ name, operations }: any) => [name, ...operations.map(({ id }: any) => id)]),
    ).toEqual([
      ['alibaba', 'listConversations'],
      ['bigmodel', 'listConversations'],
      ['chatnio', 'listConversations', 'loadConversation'],
      ['cybotstar', 'listSegments'],
      ['gptbots', 'listConversations'],
    ]);
    for (const { name, url, credential, operations } of body.vendors) {
      expect(url).toBe(`http://mock:4010/${name}`);
      expect(credential).not.toBe('');
      for (const { curl } of operations) expect(curl).toContain('http://mock:4010/');
    }
  });

  test('is a page for people that needs nothing from elsewhere, and shows all without its script', () => {
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const text = page.text.replaceAll(/<(style|script)>.*?<\/\1>/gs, '');
    for (const { name } of mock.specs) expect(text).toContain(`<code>http://mock:4010/${name}</code>`);
    expect(text).toContain('app-confab0123456789TESTkeys');
    expect(text.match(/<summary>/g)?.length).toBe(6);
    expect(text).not.toMatch(/\bhidden\b|(src|href)="(https?:)?\/\//);
    expect(text).not.toMatch(/<[^>]* (on\w+|style)=/);
  });

  test.each([
    ['style-src', 'style'],
    ['script-src', 'script'],
  ])('the policy allows what stands in the page: %s', async (directive, element) => {
    const [, content = ''] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(page.text) ?? [];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
    expect(page.headers.get('content-security-policy')).toContain(
      `${directive} 'sha256-${Buffer.from(digest).toString('base64')}'`,
    );
  });

  test('is no answer of a vendor: it has no operation and no cause', () => {
    expect(page.headers.get('x-confab-operation')).toBeNull();
    expect(page.headers.get('x-confab-cause')).toBeNull();
  });

  test('HEAD has no body', async () => {
    const { status, text } = await reply(mock.fetch('http://mock/', { method: 'HEAD' }));
    expect([status, text]).toEqual([200, '']);
  });

  test('what a document says is text, not markup', async () => {
    const tiny = await createMock({
      vendors: [await tinyFile((d) => (d.info.title = '<script>alert(1)</script>'))],
    });
    const { text } = await reply(tiny.fetch('http://mock/', { headers: { accept: 'text/html' } }));
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(text.match(/<script>/g)?.length).toBe(1);
  });

  test('is the operation of a document that has one there', async () => {
    const own = await createMock({
      vendors: [
        await tinyFile((d) => {
          d.servers = [];
          d.paths = { '/': { get: { operationId: 'root', responses: { '204': { description: 'None' } } } } };
        }),
      ],
    });
    const { headers } = await own.fetch('http://mock/', { headers: { accept: 'text/html' } });
    expect(headers.get('x-confab-operation')).toBe('tiny.root');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is none of its methods', async (method) => {
    expect((await mock.fetch('http://mock/', { method })).status).toBe(501);
  });
});

describe('the requests on the page', () => {
  const LIST =
    '/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=1&page=1&pagesize=5';
  const pageOf = async (server: typeof mock, prefix = '', headers: Record<string, string> = {}) =>
    (await reply(server.fetch(`http://mock:4010${prefix}/`, { headers: { accept: BROWSER, ...headers } })))
      .text;
  const ask = (server: typeof mock, prefix = '') =>
    server.fetch(`http://mock:4010${prefix}${LIST}`, {
      headers: { authorization: 'Bearer app-secretsecret12345' },
    });

  test('are there without a script, the newest first, with hints and without credentials', async () => {
    const server = await createMock({ vendors: ['gptbots'] });
    await ask(server);
    await server.fetch('http://mock:4010/gptbots/nothing');
    const text = await pageOf(server);
    const [first = '', second = ''] = text.split('<li id="request-').slice(1);
    expect(first).toMatch(/^2">.*<b class="bad">501<\/b> <code>GET \/gptbots\/nothing<\/code>/s);
    expect(second).toMatch(/<b class="warn">400<\/b>.*missing-parameter/s);
    expect(second).toContain('did you mean page_size?');
    expect(text).not.toContain('secretsecret');
  });

  test('are those of the scope that the page is of', async () => {
    const server = await createMock({ vendors: ['gptbots'] });
    server.scope('blue');
    await ask(server, '/~blue');
    const blue = await pageOf(server, '/~blue');
    expect(blue).toContain('<code>http://mock:4010/~blue/gptbots</code>');
    expect(blue).toContain('data-scope="blue"');
    expect(blue.match(/<li id=/g)?.length).toBe(1);
    expect(await pageOf(server)).toContain('None came yet.');
  });

  test('what a client sends is text, not markup', async () => {
    const server = await createMock({ vendors: ['gptbots'] });
    await server.fetch('http://mock:4010/gptbots/<img src=x onerror=alert(1)>');
    await server.fetch('http://mock:4010/gptbots/x', {
      method: 'POST',
      body: '</pre><script>alert(1)</script>',
    });
    expect(await pageOf(server)).not.toMatch(/<img|<script>alert/);
  });

  test.each<[string, MockOptions, Record<string, string>, boolean]>([
    ['nobody when steering is off', { admin: 'off' }, {}, false],
    ['nobody without the token', { admin: { token: 'x'.repeat(32) } }, {}, false],
    [
      'who has the token',
      { admin: { token: 'x'.repeat(32) } },
      { authorization: `Bearer ${'x'.repeat(32)}` },
      true,
    ],
    ['no page of another origin', {}, { origin: 'http://evil.example' }, false],
    ['no frame on another site', {}, { 'sec-fetch-site': 'cross-site' }, false],
    ['a browser that opens it', {}, { 'sec-fetch-site': 'none' }, true],
  ])('are shown to those who may read the journal: %s', async (_, options, headers, isShown) => {
    const server = await createMock({ vendors: ['gptbots'], ...options });
    await ask(server);
    const text = await pageOf(server, '', headers);
    expect(text.includes('<li id="request-1">')).toBe(isShown);
    expect(text.includes('They are not shown here: ')).toBe(!isShown);
    expect(text).toContain('app-confab0123456789TESTkeys');
  });
});

describe('/_confab/health', () => {
  test('says that it is there, and which vendors', async () => {
    const { status, headers, body } = await reply(mock.fetch('http://mock/_confab/health'));
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(body).toMatchObject({ status: 'ok', vendors: mock.specs.map(({ name }) => name) });
  });

  test('answers HEAD, as wait-on asks', async () => {
    expect((await mock.fetch('http://mock/_confab/health', { method: 'HEAD' })).status).toBe(200);
  });
});
