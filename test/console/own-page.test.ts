import { describe, expect, test } from 'vitest';
import { prefersHtml } from '../../src/console/prefers-html.ts';
import { createMock } from '../../src/mock/create-mock.ts';
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
    expect(text).not.toMatch(/ on\w+=| style=/);
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
