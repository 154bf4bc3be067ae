import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../src/contract/checks.ts';
import { signAcs3 } from '../_sign-acs3.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { answered, checkSeeded, correct, found, type Serve, type Violation } from './_seeded.ts';

const only: CheckName[] = ['credential', 'credential-refusal', 'server-error'];

const RIGHT: Record<string, Record<string, string>> = {
  bigmodel: { Authorization: 'Bearer confab0123456789.testsecret0123456' },
  chatnio: { Authorization: 'Bearer sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' },
  cybotstar: {
    'cybertron-robot-key': 'Y29uZmFiIHRlc3Qgcm9ib3Qga2V5LCBubyBzZWNyZXR%2Bfj4%3D',
    'cybertron-robot-token': 'MTc0Mzk5MDAwMDAwMFkyOXVabUZpSUhSbGMzUWdkRzlyWlc0PQ==',
  },
  gptbots: { Authorization: 'Bearer app-confab0123456789TESTkeys' },
};

const KEY = RIGHT.gptbots?.Authorization as string;

let nonces = 0;

/** The request with a right credential in place of its own. */
async function proven(vendor: string, request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(RIGHT[vendor] ?? {})) headers.set(name, value);
  if (vendor === 'alibaba') {
    const url = new URL(request.url);
    const own = [...headers].filter(
      ([name]) => !/^(authorization|x-acs-(date|signature.*|content.*))$/.test(name),
    );
    nonces += 1;
    const signed = signAcs3(
      {
        method: request.method,
        path: url.pathname,
        query: url.search.slice(1),
        headers: { ...Object.fromEntries(own), host: url.host },
        body: '',
      },
      { id: 'testid', secret: 'testsecret', now: Date.now(), nonce: `seeded ${nonces}` },
    );
    for (const [name, value] of Object.entries(signed)) headers.set(name, value);
  }
  const body = request.method === 'GET' ? {} : { body: await request.clone().text() };
  return new Request(request.url, { method: request.method, headers, ...body });
}

/** A server that takes the credentials of some requests for right. */
const trusting =
  (vendor: string, isTrusted: (request: Request) => boolean): Violation =>
  async (request, serve) =>
    serve(isTrusted(request) ? await proven(vendor, request) : request);

/** A server that changes its answer to who is not let in. */
const refusing =
  (
    vendor: string,
    change: (refused: Response, right: () => Promise<Response>) => Promise<Response>,
  ): Violation =>
  async (request, serve) => {
    const response = await serve(request.clone());
    const cause = response.headers.get('x-confab-cause') ?? '';
    if (!/credential|key|signature|date|nonce|algorithm|missing-header/.test(cause.split(';')[0] ?? ''))
      return response;
    return change(response, async () => serve(await proven(vendor, request)));
  };

const header = (request: Request, name: string) => request.headers.get(name) ?? '';
const claims = (request: Request) => {
  const part = /^Bearer [\w-]+\.([\w-]+)\./.exec(header(request, 'authorization'))?.[1];
  return part === undefined ? undefined : JSON.parse(Buffer.from(part, 'base64url').toString());
};
const dateOf = (request: Request) => Date.parse(header(request, 'x-acs-date'));
const isSignedWell = (request: Request) => Math.abs(dateOf(request) - Date.now()) < 60_000;

const VENDORS = ['alibaba', 'bigmodel', 'chatnio', 'cybotstar', 'gptbots'];

describe('a correct server', () => {
  test.each(some(VENDORS, 3))(
    '%s is not complained of, and every cause is reached or explained',
    async (vendor) => {
      const { findings, ledger } = await checkSeeded(vendor, correct, { only });
      expect(findings).toEqual([]);
      const causes = ledger.filter(
        ({ kind, name }) => kind === 'cause' && /credential|signature|key|date|nonce/.test(name),
      );
      expect(causes.filter(({ reason }) => reason === 'not-reached')).toEqual([]);
      for (const { name } of causes.filter(({ state }) => state !== 'checked'))
        expect(name).toMatch(/expired-credential|wrong-credential/);
    },
  );
});

describe('who may not ask and gets an answer', () => {
  test('no credential is looked at', async () => {
    const result = await checkSeeded(
      'gptbots',
      trusting('gptbots', () => true),
      { only },
    );
    expect(found(result)).toEqual(['credential']);
    expect(result.findings.map(({ title }) => title)).toContain('no credential is taken for right');
  });

  const seen = new Set<string>();
  test.each<[string, string, (request: Request) => boolean, RegExp]>(
    some<[string, string, (request: Request) => boolean, RegExp]>(
      [
        [
          'alibaba',
          'the signature is not checked',
          (request) => isSignedWell(request) && seen.size >= 0,
          /wrong signature/,
        ],
        [
          'alibaba',
          'the clock is not checked',
          (request) => !isSignedWell(request),
          /a date far off is taken for right/,
        ],
        [
          'alibaba',
          'the nonce is not checked',
          (request) => {
            const nonce = header(request, 'x-acs-signature-nonce');
            const isOld = seen.has(nonce);
            seen.add(nonce);
            return isOld;
          },
          /nonce was used before is taken for right/,
        ],
        [
          'alibaba',
          'any algorithm will do',
          (request) => /^ACS0/.test(header(request, 'authorization')),
          /unknown algorithm/,
        ],
        [
          'bigmodel',
          'the signature of a token is not checked',
          (request) => claims(request)?.exp > Date.now(),
          /wrong signature is taken for right/,
        ],
        [
          'bigmodel',
          'a token never expires',
          (request) => claims(request)?.exp < Date.now(),
          /an expired credential is taken for right/,
        ],
        [
          'bigmodel',
          'a token that calls itself unsigned is believed',
          (request) => /\.$/.test(header(request, 'authorization')),
          /calls itself unsigned/,
        ],
        [
          'bigmodel',
          'only the id of a key is looked at',
          (request) => /^Bearer confab0123456789\./.test(header(request, 'authorization')),
          /right id with another secret/,
        ],
        [
          'cybotstar',
          'one of two keys is not looked at',
          (request) => header(request, 'cybertron-robot-key') === RIGHT.cybotstar?.['cybertron-robot-key'],
          /wrong credential is taken for right/,
        ],
        [
          'gptbots',
          'the word Bearer is enough',
          (request) => header(request, 'authorization') === 'Bearer',
          /Bearer alone/,
        ],
        [
          'gptbots',
          'the beginning of a key is enough',
          (request) =>
            KEY.startsWith(header(request, 'authorization')) && header(request, 'authorization').length > 12,
          /wrong credential \(its first half alone\) is taken for right/,
        ],
        [
          'gptbots',
          'what begins with a key is enough',
          (request) => header(request, 'authorization').startsWith(KEY),
          /wrong credential \(with one more character at its end\) is taken for right/,
        ],
        [
          'gptbots',
          'the letter case of a key is not looked at',
          (request) => header(request, 'authorization').toLowerCase() === KEY.toLowerCase(),
          /credential \(in the other letter case\) is taken for right/,
        ],
        [
          'gptbots',
          'the word before a key is not looked at',
          (request) => header(request, 'authorization').split(' ')[1] === KEY.split(' ')[1],
          /malformed credential \(under the scheme Basic\) is taken for right/,
        ],
      ],
      2,
    ),
  )('%s: %s', async (vendor, _, isTrusted, title) => {
    const result = await checkSeeded(vendor, trusting(vendor, isTrusted), { only });
    expect(found(result)).toEqual(['credential']);
    expect(result.findings.map((finding) => finding.title).join('\n')).toMatch(title);
  });
});

test('no part of a key is in a report, in whatever letter case', async () => {
  const result = await checkSeeded(
    'gptbots',
    trusting('gptbots', () => true),
    { only },
  );
  const text = JSON.stringify(result.findings);
  expect(result.findings.map(({ title }) => title).join()).toMatch(/first half/);
  for (const part of ['confab01', 'TESTkeys', 'CONFAB01', 'testKEYS']) expect(text).not.toContain(part);
  expect(text).toContain('{CONFAB_GPTBOTS_KEY:0:14}');
});

describe('a refusal', () => {
  const jsonOf = async (right: () => Promise<Response>): Promise<any> => (await right()).json();
  const rowOf = async (right: () => Promise<Response>) => (await jsonOf(right)).list?.[0];
  test.each<[string, Parameters<typeof refusing>[1], CheckName[], RegExp]>(
    some(
      [
        [
          'has another status',
          (refused) => answered(refused, { status: 403 }),
          ['credential-refusal'],
          /is not the documented one/,
        ],
        [
          'names a row in its text',
          async (refused, right) => {
            const row = await rowOf(right);
            return answered(refused, {
              json: (json) => ({ ...json, hint: `not for ${row.conversation_id}` }),
            });
          },
          ['credential'],
          /gives data away/,
        ],
        [
          'names a row in a header',
          async (refused, right) => {
            const row = await rowOf(right);
            return answered(refused, { headers: { 'x-debug': row.conversation_id } });
          },
          ['credential'],
          /gives data away/,
        ],
        [
          'tells the right credential',
          (refused) => answered(refused, { headers: { 'x-debug': 'expected app-confab0123456789TESTkeys' } }),
          ['credential'],
          /gives data away/,
        ],
        [
          'is a failure of the server',
          (refused) => answered(refused, { status: 500 }),
          ['credential-refusal', 'server-error'],
          /fails with status 500/,
        ],
        [
          'is an empty list',
          async (_, right) => answered(await right(), { json: (json) => ({ ...json, list: [], total: 0 }) }),
          ['credential'],
          /is taken for right/,
        ],
      ],
      2,
    ),
  )('%s', async (_, change, expected, title) => {
    const result = await checkSeeded('gptbots', refusing('gptbots', change), { only });
    expect(found(result)).toEqual(expected);
    expect(result.findings.map((finding) => finding.title).join('\n')).toMatch(title);
  });

  test('that tells the right credential is reported without it', async () => {
    const key = 'app-confab0123456789TESTkeys';
    const violation = refusing('gptbots', (refused) =>
      answered(refused, { json: (json) => ({ ...json, key, base64: Buffer.from(key).toString('base64') }) }),
    );
    const result = await checkSeeded('gptbots', violation, { only });
    expect(result.findings.length).toBeGreaterThan(0);
    const report = JSON.stringify(result, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(report).toContain('$CONFAB_GPTBOTS_KEY');
    expect(report).not.toContain(key);
    expect(report).not.toContain(Buffer.from(key).toString('base64'));
  });
});

describe('what is sent', () => {
  test.each(some(VENDORS, 3))(
    '%s: a wrong credential does not resemble the right one, unless it is meant to',
    async (vendor) => {
      const secrets = [
        ...Object.values(RIGHT[vendor] ?? {}).map((one) => one.replace('Bearer ', '')),
        'testsecret',
      ];
      const texts: string[] = [];
      const listening = async (request: Request, serve: Serve) => {
        texts.push([...request.headers].map(([name, value]) => `${name}: ${value}`).join('\n'));
        return serve(request);
      };
      await checkSeeded(vendor, listening, { only });
      const right = Object.values(RIGHT[vendor] ?? { signed: 'never sent' });
      const near = secrets.flatMap((secret) => [
        secret.slice(0, Math.ceil(secret.length / 2)),
        secret.replaceAll(/[a-z]/gi, (one) => (one < 'a' ? one.toLowerCase() : one.toUpperCase())),
      ]);
      const wrong = texts
        .filter((text) => !right.every((one) => text.includes(one)))
        .filter((text) => !text.split(/\s/).some((word) => near.includes(word)));
      expect(wrong.length).toBeGreaterThan(1);
      const digests = secrets.flatMap((secret) =>
        ['md5', 'sha1', 'sha256', 'sha512'].map((kind) => createHash(kind).update(secret).digest('hex')),
      );
      for (const text of wrong) {
        // Of two keys the other one is right, and an id is no secret.
        const own = secrets.filter((secret) => !text.includes(secret));
        for (const secret of own)
          for (let at = vendor === 'bigmodel' ? 17 : 4; at + 10 <= secret.length; at += 1)
            expect(text).not.toContain(secret.slice(at, at + 10));
        for (const digest of digests) expect(text).not.toContain(digest.slice(0, 16));
      }
    },
  );

  test('whatever is wrong with a credential, the rest of the request is right', async () => {
    const bodies = new Set<string>();
    const urls = new Set<string>();
    await checkSeeded(
      'bigmodel',
      async (request, serve) => {
        if (header(request, 'authorization') !== RIGHT.bigmodel?.Authorization) {
          bodies.add(await request.clone().text());
          urls.add(request.url);
        }
        return serve(request);
      },
      { only },
    );
    expect([bodies.size, urls.size]).toEqual([1, 1]);
  });
});

describe('other schemes', () => {
  const guarded = (scheme: object) =>
    tinyFile((document) => {
      document.components.securitySchemes = { door: scheme };
      document.security = [{ door: [] }];
      document['x-confab'].failures['no-credential'] = { response: '401', example: 'who' };
      for (const path of ['/notes', '/notes/{id}'])
        document.paths[path].get.responses['401'] = { $ref: '#/components/responses/Who' };
      document.components.responses.Who = {
        description: 'Who asks?',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: { who: { value: { problem: 'who?' } } },
          },
        },
      };
    });

  test.each<[string, object]>(
    some<[string, object]>(
      [
        ['bearer', { type: 'http', scheme: 'bearer' }],
        ['basic', { type: 'http', scheme: 'basic' }],
        ['a key in a header', { type: 'apiKey', in: 'header', name: 'X-Door-Key' }],
        ['a key in the query', { type: 'apiKey', in: 'query', name: 'key' }],
        ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'door' }],
        ['openIdConnect', { type: 'openIdConnect', openIdConnectUrl: 'https://tiny.example' }],
      ],
      3,
    ),
  )('%s, without a test credential in the document, is checked on the built-in mock', async (_, scheme) => {
    const { checkContract } = await import('../../src/check-contract.ts');
    const result = await checkContract({ vendors: [await guarded(scheme)], only });
    const [{ findings, stopped, ledger }] = result.specs as any;
    expect([findings, stopped]).toEqual([[], undefined]);
    expect(ledger).toContainEqual(expect.objectContaining({ name: 'credential', state: 'checked' }));
    expect(ledger).toContainEqual(expect.objectContaining({ name: 'credential-refusal', state: 'checked' }));
  });

  test('an operation that anybody may ask is left out, with the reason', async () => {
    const { checkContract } = await import('../../src/check-contract.ts');
    const result = await checkContract({ vendors: [await tinyFile()], only });
    const [{ ledger }] = result.specs as any;
    expect(ledger).toContainEqual(
      expect.objectContaining({
        name: 'credential',
        reason: 'not-declared',
        detail: expect.stringContaining('without'),
      }),
    );
  });
});
