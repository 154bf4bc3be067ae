import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDrift } from '../../src/drift/drift.ts';
import { checkContract, checkExchange, REPORT_FORMATS, toReport, verifyFixtures } from '../../src/index.ts';
import { toMatchContract } from '../../src/matcher/to-match-contract.ts';
import type { Result } from '../../src/result/result.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

const JWT = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ sub: 'u'.repeat(300) })).toString('base64url')}.c2lnbmF0dXJlLW9mLWl0`;
const TOKEN = '8f3a91c07b5d4e2f9a60';

interface Answer {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

const json = (value: unknown, headers?: Record<string, string>): Answer => ({
  type: 'application/json',
  body: JSON.stringify(value),
  ...(headers && { headers }),
});
const text = (body: string, type = 'text/plain'): Answer => ({ type, body });

/** What a service may give away in an answer that is wrong besides: the kind, the secret, the answer. */
const PLANTED: [kind: string, secret: string, answer: Answer][] = [
  ['a bearer token in a text', TOKEN, text(`unexpected Authorization: Bearer ${TOKEN}`)],
  ['a user with a password', 'YWxpY2U6aHVudGVyMi1odW50ZXI', text('sent: Basic YWxpY2U6aHVudGVyMi1odW50ZXI=')],
  ['a key of a known form', 'sk-Zk29fQ7rT1xW8pLm4Nv6', json({ notes: ['sk-Zk29fQ7rT1xW8pLm4Nv6'] })],
  ['a key by its name', 'Zk29fQ7rT1xW8pLm', json({ apiKey: 'Zk29fQ7rT1xW8pLm', notes: 7 })],
  ['a password', 'hunter2', json({ user: { name: 'alice', password: 'hunter2' } })],
  ['a password that is a word', 'kingfisher', json({ notes: { password: 'kingfisher' } })],
  ['a token in JSON', TOKEN, json({ total: { token: TOKEN } })],
  ['a token where a number is wanted', TOKEN, json({ notes: [{ token: TOKEN }], total: TOKEN })],
  ['a token in JSON that is cut off', TOKEN, text(`{"total":{"token":"${TOKEN}`, 'application/json')],
  ['a token in a form', TOKEN, text(`a=1&access_token=${TOKEN}&b=2`, 'application/x-www-form-urlencoded')],
  ['a token in a sentence', TOKEN, text(`Token: ${TOKEN} is not known`)],
  [
    'a token in HTML',
    TOKEN,
    text(`<p><input type="hidden" name="csrf_token" value="${TOKEN}"></p>`, 'text/html'),
  ],
  ['a token in XML', TOKEN, text(`<a><sessionToken>${TOKEN}</sessionToken></a>`, 'text/xml')],
  [
    'an e-mail address',
    'alice.w@corp.example',
    json({ notes: [{ title: 7, owner: 'alice.w@corp.example' }] }),
  ],
  ['an e-mail address as a key', 'alice.w@corp.example', json({ notes: { 'alice.w@corp.example': 1 } })],
  ['a mobile number in a text', '13812345678', text('call 13812345678')],
  ['a phone number', '5551234567', json({ notes: [{ phone: 5551234567 }] })],
  ['a JSON Web Token, longer than an excerpt', JWT, json({ notes: JWT })],
  ['a JSON Web Token in a text', JWT, text(`${'x'.repeat(100)} ${JWT}`)],
  ['a cookie', TOKEN, json({ notes: TOKEN }, { 'set-cookie': `session=${TOKEN}; HttpOnly` })],
  ['a header', TOKEN, json({ notes: TOKEN }, { 'x-auth-token': TOKEN })],
  [
    'a compressed body',
    TOKEN,
    {
      ...json({}),
      body: new Uint8Array(gzipSync(`{"token":"${TOKEN}"}`)),
      headers: { 'content-encoding': 'gzip' },
    },
  ],
  [
    'bytes that are no UTF-8',
    TOKEN,
    {
      type: 'application/json',
      body: new Uint8Array(Buffer.from(`{"token":"${TOKEN}","a":"\xff"}`, 'latin1')),
    },
  ],
];

let file: string;
let spec: Spec;
beforeAll(async () => {
  file = await tinyFile((document) => {
    document.components.schemas.Note.additionalProperties = false;
  });
  spec = (await loadSpecs({ vendors: [file], lines: true }))[0] as Spec;
});

const toResponse = ({ type, body, headers }: Answer) =>
  new Response(body, { headers: { 'content-type': type, ...headers } });

const failing = (result: Result) => result.specs.flatMap(({ findings }) => findings);

/** Neither whole nor its first half, as it is or in the Base64 and gzip of a report. */
function expectHidden(shown: string, secret: string) {
  const half = secret.slice(0, Math.max(5, Math.min(20, secret.length >> 1)));
  const packed = [...shown.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([found]) => {
    const bytes = Buffer.from(found, 'base64');
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString('latin1');
  });
  for (const one of [shown, ...packed]) {
    expect(one).not.toContain(secret);
    expect(one).not.toContain(half);
  }
}

describe.each(some(PLANTED, 3))('%s', (_, secret, answer) => {
  let live: Result;
  beforeAll(async () => {
    live = await checkContract({ vendors: [file], fetch: async () => toResponse(answer), only: ONLY });
  });

  test.each(some(REPORT_FORMATS, 4))('is not in a report as %s', (format) => {
    expect(failing(live).length).toBeGreaterThan(0);
    const shown = toReport(format, live);
    expectHidden(shown, secret);
    if (format === 'json') expect(shown).toMatch(/\[redacted: |204[67]\d{6}/);
  });

  test('is not in the result, a command or a drift overlay', () => {
    const all = JSON.stringify(live, (_key, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expectHidden(all, secret);
    expectHidden(toDrift(spec, live.specs[0] as Result['specs'][number], 0).text, secret);
  });

  test('is not in the message of a matcher', async () => {
    const { pass, message } = await toMatchContract(toResponse(answer), file, 'listNotes');
    expect(pass).toBe(false);
    expectHidden(message(), secret);
    expectHidden(
      JSON.stringify((await checkExchange(toResponse(answer), file, 'listNotes')).findings),
      secret,
    );
  });

  test('is not in what verify says of a fixture written by hand', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'confab-')), 'tiny/listNotes');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'by-hand.json'), JSON.stringify(fixtureOf(answer)));
    const result = await verifyFixtures({ fixtures: [folder], vendors: [file], env: {}, grade: 'assumed' });
    expect(failing(result).length).toBeGreaterThan(0);
    for (const format of REPORT_FORMATS) expectHidden(toReport(format, result), secret);
  });
});

/** What one answer is enough for: the rest takes longer and shows no other text. */
const ONLY = ['schema', 'media-type', 'status', 'json', 'unknown-field', 'encoding', 'envelope', 'charset'];

function fixtureOf({ type, body, headers = {} }: Answer): object {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const plain = headers['content-encoding'] ? gunzipSync(bytes) : bytes;
  const decoded = plain.toString();
  const stored = Buffer.from(decoded).equals(plain)
    ? { text: decoded }
    : { base64: plain.toString('base64') };
  return {
    format: 1,
    vendor: 'tiny',
    operation: 'listNotes',
    take: 1,
    source: {
      kind: 'documentation',
      page: 'https://tiny.example',
      read: '2026-03-20',
      origin: 'https://tiny.example',
    },
    redacted: [],
    request: { method: 'GET', url: '/api/notes', headers: [] },
    response: {
      status: 200,
      headers: [
        `Content-Type: ${type}`,
        ...Object.entries(headers)
          .filter(([name]) => name !== 'content-encoding')
          .map(([name, value]) => `${name}: ${value}`),
      ],
      body: stored,
    },
  };
}
