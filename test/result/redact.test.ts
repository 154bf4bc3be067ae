import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { hasSecret } from '../../src/http/encoded-secret.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { createCurl } from '../../src/result/curl.ts';
import { createRedact, redactExchange } from '../../src/result/redact.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';

const SECRET = 'sk-a/b+c="1234" 5<6';
const NAMES = new Map([[SECRET, 'CONFAB_X_KEY']]);

function exchange(request: Partial<Exchange['request']>, body: Uint8Array | string = ''): Exchange {
  return {
    origin: 'wire',
    request: { method: 'GET', url: 'https://api.example/a', headers: [], body: undefined, ...request },
    response: {
      status: 200,
      headers: [['X-Echo', SECRET]],
      body: new Uint8Array(Buffer.from(body)),
      complete: true,
    },
    milliseconds: 1,
    at: 0,
  };
}

describe('a secret is found', () => {
  test.each<[string, string]>([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ key: SECRET })],
    ['in the JSON of PHP', JSON.stringify({ key: SECRET }).replaceAll('/', '\\/')],
    ['in the JSON of Go', JSON.stringify({ key: SECRET }).replace('<', '\\u003c')],
    ['in a URL', `https://api.example/?key=${encodeURIComponent(SECRET)}&x=1`],
    ['in a form', `key=${new URLSearchParams({ key: SECRET }).toString().slice(4)}`],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 of URLs', Buffer.from(SECRET).toString('base64url')],
  ])('%s', (_, text) => {
    expect(hasSecret(text, SECRET)).toBe(true);
    expect(createRedact(NAMES)(`before ${text} after`)).toContain('$CONFAB_X_KEY');
    expect(hasSecret(createRedact(NAMES)(text), SECRET)).toBe(false);
  });

  test.each<[string, string, string]>([
    ['a short one as a word', 'user bob, not bobby', 'user $U, not bobby'],
    ['a short one between signs', '"bob":bob', '"$U":$U'],
  ])('%s', (_, text, shown) => expect(createRedact(new Map([['bob', 'U']]))(text)).toBe(shown));

  test('the longer of two goes first, and an empty one hides nothing', () => {
    const redact = createRedact(
      new Map([
        ['secretpart', 'PART'],
        ['id:secretpart', 'ID:$PART'],
        ['', 'NONE'],
      ]),
    );
    expect(redact('id:secretpart secretpart')).toBe('$ID:$PART $PART');
  });
});

describe('an exchange', () => {
  test('has no secret on either side', () => {
    const shown = redactExchange(
      exchange(
        {
          url: `https://api.example/?k=${encodeURIComponent(SECRET)}`,
          headers: [['K', SECRET]],
          body: SECRET,
        },
        `{"k":${JSON.stringify(SECRET)},"é":1}`,
      ),
      createRedact(NAMES),
    );
    expect(shown.request).toMatchObject({
      url: 'https://api.example/?k=$CONFAB_X_KEY',
      headers: [['K', '$CONFAB_X_KEY']],
      body: '$CONFAB_X_KEY',
    });
    expect(shown.response?.headers).toEqual([['X-Echo', '$CONFAB_X_KEY']]);
    expect(Buffer.from(shown.response?.body ?? []).toString()).toBe('{"k":"$CONFAB_X_KEY","é":1}');
  });

  test('keeps bytes that are no text', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from(SECRET), Buffer.from([0x80])]);
    const shown = redactExchange(exchange({}, bytes), createRedact(NAMES));
    expect([...(shown.response?.body ?? [])]).toEqual([
      0xff,
      0x00,
      0xc3,
      ...Buffer.from('$CONFAB_X_KEY'),
      0x80,
    ]);
  });
});

/** What a shell gives curl of a command, one argument a line. */
function argumentsOf(command: string, env: Record<string, string>): string[] {
  const script = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }\n${command}`;
  return execFileSync('sh', ['-c', script], { env: { PATH: process.env.PATH, ...env } })
    .toString()
    .split('\0')
    .slice(0, -1);
}

describe('curl', () => {
  test.each<[string, Partial<Exchange['request']>, string[]]>([
    [
      'a GET',
      { headers: [['Authorization', `Bearer ${SECRET}`]] },
      ['https://api.example/a', '-H', `Authorization: Bearer ${SECRET}`],
    ],
    [
      'a body with quotes',
      { method: 'POST', body: `{"it's":"$HOME"}\n`, headers: [['A', '']] },
      ['-X', 'POST', 'https://api.example/a', '-H', 'A;', '--data-binary', `{"it's":"$HOME"}\n`],
    ],
    ['brackets', { url: 'https://api.example/?a[]=1' }, ['--globoff', 'https://api.example/?a[]=1']],
    [
      'base64',
      { headers: [['Authorization', `Basic ${Buffer.from(SECRET).toString('base64')}`]] },
      ['https://api.example/a', '-H', `Authorization: Basic ${Buffer.from(SECRET).toString('base64')}`],
    ],
  ])('%s is the same again in a shell', async (_, request, expected) => {
    const [spec] = (await loadSpecs({ vendors: ['gptbots'] })) as [Spec];
    const command = createCurl(spec, spec.operations[0] as Operation, NAMES)(exchange(request));
    expect(command).not.toContain(SECRET);
    expect(argumentsOf(command, { CONFAB_X_KEY: SECRET })).toEqual(expected);
  });

  test('a signed request is signed anew, with both halves of the key in variables', async () => {
    const [spec] = (await loadSpecs({ vendors: ['alibaba'] })) as [Spec];
    const operation = spec.operations.find(({ safe }) => safe) as Operation;
    const variables = new Map([
      ['testid', 'CONFAB_ALIBABA_ACCESS_KEY_ID'],
      ['testsecret', 'CONFAB_ALIBABA_ACCESS_KEY_SECRET'],
    ]);
    const headers = [
      ['x-acs-version', '20240611'],
      ['x-acs-date', '2026-03-20T08:00:00Z'],
      ['authorization', 'ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=00'],
    ] as const;
    const command = createCurl(spec, operation, variables)(exchange({ headers }));
    expect(command).not.toMatch(/testid|testsecret|2026-03-20/);
    const env = { CONFAB_ALIBABA_ACCESS_KEY_ID: 'testid', CONFAB_ALIBABA_ACCESS_KEY_SECRET: 'testsecret' };
    const sent = argumentsOf(command, env).join('\n');
    expect(sent).toMatch(/Credential=testid,SignedHeaders=host;[\w;-]+,Signature=[0-9a-f]{64}$/m);
    expect(sent).toContain('x-acs-version: 20240611');
  });
});
