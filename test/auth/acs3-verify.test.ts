import { describe, expect, test } from 'vitest';
import { authorization, canonicalRequest, sha256, signature, stringToSign } from '../../src/auth/acs3.ts';
import { createAcs3 } from '../../src/auth/acs3-verify.ts';
import type { AuthRequest } from '../../src/auth/types.ts';
import { signAcs3 } from '../_sign-acs3.ts';
import { some } from '../_some.ts';
import { outcomeOf, request } from './_auth-request.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const PATH = '/api/conversations';
const NAMES = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version';
const HEADERS = { host: 'h.example', 'x-acs-action': 'List', 'x-acs-version': '20240611' };
const NOTHING = sha256('');

/** What makes a request another one than the plain list that is signed with a known key, now. */
interface Change {
  method?: string;
  path?: string;
  query?: string;
  body?: string;
  headers?: Record<string, string>;
  id?: string;
  secret?: string;
  date?: number;
  nonce?: string;
  /** The request as sent, where it is not as signed; undefined takes a header away. */
  sent?: { headers?: Record<string, string | undefined>; rest?: Partial<AuthRequest> };
  /** Edits the Authorization header. */
  edit?: (authorization: string) => string;
}

function signed(change: Change = {}): AuthRequest {
  const { method = 'GET', path = PATH, query = '', body = '', headers = HEADERS, sent = {} } = change;
  const { id = 'testid', secret = 'testsecret', date = NOW, nonce = 'nonce' } = change;
  const all = signAcs3({ method, path, query, headers, body }, { id, secret, now: date, nonce });
  if (change.edit) all.authorization = change.edit(all.authorization as string);
  return request({ ...all, ...sent.headers }, { method, paths: [path], query, body, ...sent.rest });
}

const create = (now: () => number = () => NOW, known = ['testid:testsecret', 'other:secret']) =>
  createAcs3(known, { now });
const verify = (change: Change, now = NOW) => create(() => now)(signed(change));
const without = (name: string): Change => ({ sent: { headers: { [name]: undefined } } });
const withHeader = (name: string, value: string): Change => ({ sent: { headers: { [name]: value } } });
const withAuthorization = (value: string): Change => withHeader('authorization', value);

describe('a signed request', () => {
  test.each<[string, Change]>(
    some<[string, Change]>(
      [
        ['plain', {}],
        ['with a query in another order', { query: 'b=2&a=1' }],
        [
          'with a query whose blanks are sent as plus',
          { query: 'a=b%20c', sent: { rest: { query: 'a=b+c' } } },
        ],
        ['with signs of the query sent raw', { query: 'a=%2A%21%27', sent: { rest: { query: "a=*!'" } } }],
        ['with a path sent encoded', { path: '/a/测*', sent: { rest: { paths: ['/a/%E6%B5%8B%2A'] } } }],
        ['with a body', { method: 'POST', body: '{"title":"测试"}' }],
        [
          'with a body that comes as bytes',
          { method: 'POST', body: '测', sent: { rest: { body: new TextEncoder().encode('测') } } },
        ],
        ['with a content type', { headers: { ...HEADERS, 'content-type': 'text/plain' } }],
        ['with headers that are not signed', withHeader('accept', '*/*')],
        [
          'with a content type that the HTTP client added to no body, after signing',
          withHeader('content-type', 'application/octet-stream'),
        ],
        [
          'with all headers of temporary credentials',
          { headers: { ...HEADERS, 'x-acs-security-token': 't' } },
        ],
        ['with a port in its host', { headers: { ...HEADERS, host: '127.0.0.1:4010' } }],
        ['without an action', { headers: { host: 'h', 'x-acs-version': '20240611' } }],
        ['without any host', { headers: { 'x-acs-version': '20240611' } }],
        ['with blanks after the commas', { edit: (text) => text.replaceAll(',', ' , ') }],
        ['with more blanks', { edit: (text) => `  ${text.replace(' ', '  \t')} ` }],
        [
          'with its fields in another order',
          { edit: (text) => text.replace(/(\S+) (.*),(Signature=.*)/, '$1 $3,$2') },
        ],
        [
          'with the names of its headers in capitals',
          { edit: (text) => text.replace(NAMES, NAMES.toUpperCase()) },
        ],
        ['with the names of its headers in another order', { edit: reverseNames }],
        ['with a name twice', { edit: (text) => text.replace(NAMES, `${NAMES};host`) }],
        ['with a field that nobody knows', { edit: (text) => `${text},Region=x` }],
        ['of another key', { id: 'other', secret: 'secret' }],
        ['with a very long nonce', { nonce: 'n'.repeat(100_000) }],
        ['with a very long header', { headers: { ...HEADERS, 'x-acs-extra': 'x'.repeat(1_000_000) } }],
      ],
      4,
    ),
  )('%s', async (_, change) => {
    expect(await verify(change)).toEqual({ ok: true, principal: change.id ?? 'testid' });
  });
});

describe('no-credential', () => {
  test.each<[string, Change]>([
    ['no header', without('authorization')],
    ['an empty one', withAuthorization('')],
    ['a blank one', withAuthorization('   ')],
  ])('%s', (_, change) => {
    expect(verify(change)).toEqual({ ok: false, cause: 'no-credential', details: { reason: 'is missing' } });
  });
});

describe('unsupported-algorithm', () => {
  test.each(
    some(
      [
        ['V2', 'acs testid:c2lnbmF0dXJl'],
        ['V4', 'ACS4-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=00'],
        ['V3 with SM3', 'ACS3-HMAC-SM3 Credential=testid,SignedHeaders=host,Signature=00'],
        ['V3 with RSA', 'ACS3-RSA-SHA256 Credential=testid,SignedHeaders=host,Signature=00'],
        ['in lower case', 'acs3-hmac-sha256 Credential=testid,SignedHeaders=host,Signature=00'],
        ['a longer name', 'ACS3-HMAC-SHA2567 Credential=testid,SignedHeaders=host,Signature=00'],
        ['a bearer token', 'Bearer token'],
        ['one word', 'testid'],
        ['a comma after it', 'ACS3-HMAC-SHA256,Credential=testid,SignedHeaders=host,Signature=00'],
        ['a name of Object', '__proto__ Credential=testid,SignedHeaders=host,Signature=00'],
        ['a very long one', 'A'.repeat(1_000_000)],
      ],
      4,
    ),
  )('%s', (_, value) => {
    const details = { reason: 'must be ACS3-HMAC-SHA256' };
    expect(verify(withAuthorization(value))).toEqual({ ok: false, cause: 'unsupported-algorithm', details });
  });
});

describe('malformed-credential', () => {
  test.each<[string, (authorization: string) => string]>(
    some<[string, (authorization: string) => string]>(
      [
        ['the algorithm alone', () => 'ACS3-HMAC-SHA256'],
        ['no Credential', (text) => text.replace('Credential=testid,', '')],
        ['no SignedHeaders', (text) => text.replace(`SignedHeaders=${NAMES},`, '')],
        ['no Signature', (text) => text.replace(/,Signature=.*/, '')],
        ['an empty Credential', (text) => text.replace('testid', '')],
        ['empty SignedHeaders', (text) => text.replace(NAMES, '')],
        ['an empty Signature', (text) => text.replace(/[0-9a-f]{64}/, '')],
        ['a field in lower case', (text) => text.replace('Credential', 'credential')],
        ['blanks in place of commas', (text) => text.replaceAll(',', ' ')],
        ['colons in place of equals signs', (text) => text.replaceAll('=', ':')],
        ['names of Object', () => 'ACS3-HMAC-SHA256 __proto__=a,constructor=b,toString=c'],
        ['a million commas', () => `ACS3-HMAC-SHA256 ${','.repeat(1_000_000)}`],
      ],
      4,
    ),
  )('%s', (_, edit) => {
    const details = { reason: 'must have Credential, SignedHeaders and Signature' };
    expect(verify({ edit })).toEqual({ ok: false, cause: 'malformed-credential', details });
  });
});

describe('missing-header', () => {
  const required = [
    ['x-acs-date', 'Date'],
    ['x-acs-signature-nonce', 'SignatureNonce'],
    ['x-acs-version', 'Version'],
    ['x-acs-content-sha256', 'ContentSha256'],
  ] as const;
  const rows = required.flatMap(([name, parameter]) => [
    [`no ${name}`, name, undefined, parameter] as const,
    [`an empty ${name}`, name, '', parameter] as const,
    [`a blank ${name}`, name, '  ', parameter] as const,
  ]);

  test.each(some(rows, 4))('%s', (_, name, value, parameter) => {
    const details = { parameter, reason: `${name} is missing` };
    expect(verify({ sent: { headers: { [name]: value } } })).toEqual({
      ok: false,
      cause: 'missing-header',
      details,
    });
  });
});

describe('malformed-date', () => {
  test.each(
    some(
      [
        ['a day that February lacks', '2026-02-30T08:00:00Z'],
        ['a 29th of February in a common year', '2026-02-29T08:00:00Z'],
        ['a 31st of April', '2026-04-31T08:00:00Z'],
        ['day 0', '2026-03-00T08:00:00Z'],
        ['day 32', '2026-03-32T08:00:00Z'],
        ['month 0', '2026-00-20T08:00:00Z'],
        ['month 13', '2026-13-20T08:00:00Z'],
        ['hour 24', '2026-03-20T24:00:00Z'],
        ['hour 25', '2026-03-20T25:00:00Z'],
        ['minute 60', '2026-03-20T08:60:00Z'],
        ['second 60', '2026-03-20T08:00:60Z'],
        ['no zone', '2026-03-20T08:00:00'],
        ['an offset', '2026-03-20T08:00:00+00:00'],
        ['milliseconds', '2026-03-20T08:00:00.000Z'],
        ['a blank for T', '2026-03-20 08:00:00Z'],
        ['lower case', '2026-03-20t08:00:00z'],
        ['the basic format', '20260320T080000Z'],
        ['a short hour', '2026-03-20T8:00:00Z'],
        ['the date alone', '2026-03-20'],
        ['the format of HTTP', 'Fri, 20 Mar 2026 08:00:00 GMT'],
        ['epoch milliseconds', String(NOW)],
        ['a year of five digits', '+12026-03-20T08:00:00Z'],
        ['words', 'now'],
        ['two dates', '2026-03-20T08:00:00Z, 2026-03-20T08:00:00Z'],
      ],
      4,
    ),
  )('%s', (_, value) => {
    const details = { reason: 'must be yyyy-MM-ddTHH:mm:ssZ' };
    expect(verify(withHeader('x-acs-date', value))).toEqual({ ok: false, cause: 'malformed-date', details });
  });

  test('a 29th of February in a leap year is a date', async () => {
    const date = Date.UTC(2028, 1, 29, 8);
    expect(await outcomeOf(verify({ date }, date))).toBe('ok testid');
  });
});

describe('stale-date', () => {
  test.each(
    some(
      [
        ['exactly 15 minutes behind', 15 * MINUTE, 'ok testid'],
        ['a millisecond more', 15 * MINUTE + 1, 'stale-date'],
        ['a millisecond less', 15 * MINUTE - 1, 'ok testid'],
        ['exactly 15 minutes ahead', -15 * MINUTE, 'ok testid'],
        ['a millisecond more ahead', -15 * MINUTE - 1, 'stale-date'],
        ['a millisecond less ahead', -15 * MINUTE + 1, 'ok testid'],
        ['a year behind', 365 * 24 * 60 * MINUTE, 'stale-date'],
      ],
      3,
    ),
  )('%s', async (_, late, outcome) => expect(await outcomeOf(verify({}, NOW + late))).toBe(outcome));

  test('says why', () => {
    const details = { reason: 'is more than 15 minutes off' };
    expect(verify({}, NOW + 16 * MINUTE)).toEqual({ ok: false, cause: 'stale-date', details });
  });
});

describe('unknown-key', () => {
  test.each(
    some(
      [
        ['a stranger', 'stranger'],
        ['in another case', 'TestId'],
        ['the beginning of a known one', 'test'],
        ['with its secret', 'testid:testsecret'],
        ['a name of Object', '__proto__'],
        ['another name of Object', 'constructor'],
        ['with an equals sign', 'test=id'],
      ],
      3,
    ),
  )('%s', (_, id) => {
    const details = { key: id, reason: `${id} is not known` };
    expect(verify({ id })).toEqual({ ok: false, cause: 'unknown-key', details });
  });

  test.each([
    ['without a colon', 'testid'],
    ['without an id', ':testid'],
    ['without a secret', 'testid:'],
    ['of another scheme', 'app-testid'],
  ])('of known credentials, one %s is no pair', async (_, credential) => {
    expect(await outcomeOf(create(() => NOW, [credential])(signed()))).toBe('unknown-key');
  });

  test.each<[string, string[], string, string]>([
    ['a secret with colons', ['testid:a:b'], 'a:b', 'ok testid'],
    ['of two secrets of one key, the later', ['testid:a', 'testid:b'], 'b', 'ok testid'],
    ['of two secrets of one key, the earlier', ['testid:a', 'testid:b'], 'a', 'wrong-signature'],
  ])('%s', async (_, known, secret, outcome) => {
    expect(await outcomeOf(create(() => NOW, known)(signed({ secret })))).toBe(outcome);
  });
});

describe('wrong-signature', () => {
  test.each<[string, Change]>(
    some<[string, Change]>(
      [
        ['another secret', { secret: 'secret' }],
        ["another key's id", { id: 'other' }],
        ['another method', { sent: { rest: { method: 'POST' } } }],
        ['another path', { sent: { rest: { paths: ['/api/conversation'] } } }],
        ['a slash more', { sent: { rest: { paths: [`${PATH}/`] } } }],
        ['a path in capitals', { sent: { rest: { paths: [PATH.toUpperCase()] } } }],
        ['a query that was not signed', { sent: { rest: { query: 'a=1' } } }],
        ['another value in the query', { query: 'a=1', sent: { rest: { query: 'a=2' } } }],
        ['a parameter more', { query: 'a=1', sent: { rest: { query: 'a=1&b' } } }],
        ['a parameter less', { query: 'a=1&b', sent: { rest: { query: 'a=1' } } }],
        ['a plus sign sent raw', { query: 'a=1%2B1', sent: { rest: { query: 'a=1+1' } } }],
        ['another body', { method: 'POST', body: '{}', sent: { rest: { body: '{ }' } } }],
        ['no body', { method: 'POST', body: '{}', sent: { rest: { body: '' } } }],
        ['a body that was not signed', { method: 'POST', sent: { rest: { body: '{}' } } }],
        ["another body's hash", withHeader('x-acs-content-sha256', sha256('{}'))],
        ['another host', withHeader('host', 'other.example')],
        ['a port more', withHeader('host', 'h.example:80')],
        ['another date', withHeader('x-acs-date', '2026-03-20T08:00:01Z')],
        ['another nonce', withHeader('x-acs-signature-nonce', 'other')],
        ['another version', withHeader('x-acs-version', '2024-06-11')],
        ['a signed header taken away', without('x-acs-action')],
        ['an x-acs- header that was not signed', withHeader('x-acs-extra', '')],
        [
          'a content type of a body that was not signed',
          { method: 'POST', body: '{}', ...withHeader('content-type', 'text/plain') },
        ],
        [
          'a content type that is not as signed',
          {
            headers: { ...HEADERS, 'content-type': 'text/plain' },
            sent: { headers: { 'content-type': 'text/plain;charset=UTF-8' } },
          },
        ],
        ['in capitals', { edit: (text) => text.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase()) }],
        ['cut short', { edit: (text) => text.slice(0, -1) }],
        ['with a digit more', { edit: (text) => `${text}0` }],
        ['of as many letters beyond ASCII', { edit: (text) => text.replace(/[0-9a-f]{64}/, 'é'.repeat(64)) }],
        ['of zeros', { edit: (text) => text.replace(/[0-9a-f]{64}/, '0'.repeat(64)) }],
        ['of another signature after it', { edit: (text) => `${text},Signature=00` }],
        ['a header too many in the list', { edit: (text) => text.replace(NAMES, `${NAMES};accept`) }],
        [
          'names of Object in the list',
          { edit: (text) => text.replace(NAMES, `${NAMES};__proto__;constructor`) },
        ],
        [
          'names in the list that no header can have',
          { edit: (text) => text.replace(NAMES, `;; ;a b;:;é;${NAMES}`) },
        ],
        ['separators alone in the list', { edit: (text) => text.replace(NAMES, ';;;') }],
        ['a very long list', { edit: (text) => text.replace(NAMES, manyNames(50_000)) }],
      ],
      4,
    ),
  )('%s', async (_, change) => expect(await outcomeOf(verify(change))).toBe('wrong-signature'));

  test('reports what should have been signed', () => {
    const canonical = [
      'POST',
      '/api/%E6%B5%8B',
      'a=2&b=%2A',
      'host:h.example',
      'x-acs-action:List',
      `x-acs-content-sha256:${sha256('{}')}`,
      'x-acs-date:2026-03-20T08:00:00Z',
      'x-acs-signature-nonce:nonce',
      'x-acs-version:20240611',
      '',
      NAMES,
      sha256('{}'),
    ].join('\n');
    expect(verify({ method: 'POST', path: '/api/测', query: 'b=*&a=2', body: '{}', secret: 'x' })).toEqual({
      ok: false,
      cause: 'wrong-signature',
      details: {
        canonicalRequest: canonical,
        stringToSign: `ACS3-HMAC-SHA256\n${sha256(canonical)}`,
        reason: 'the signature is not the one of this request',
      },
    });
  });

  test.each<[string, Change, string, string]>([
    ['an x-acs- header', withHeader('x-acs-extra', 'x'), '\nx-acs-extra:x\n', ';x-acs-extra;'],
    [
      'host',
      { headers: { 'x-acs-version': '1' }, sent: { headers: { host: 'h' } } },
      '\nhost:h\n',
      '\nhost;',
    ],
  ])('reports %s that was sent but not signed', (_, change, line, name) => {
    const outcome = verify(change);
    const report = 'details' in outcome ? (outcome.details as Record<string, string>).canonicalRequest : '';
    expect(outcome).toMatchObject({ ok: false, cause: 'wrong-signature' });
    expect(report).toContain(line);
    expect(report).toContain(name);
  });
});

describe('headers of the list', () => {
  /** Signed by hand: the names are any, also of headers that signAcs3 would not sign. */
  const byHand = (lines: Record<string, string>, sent: Record<string, string> = lines) => {
    const headers = Object.fromEntries(Object.entries({ ...signAcs3Headers(), ...lines }));
    const parts = { method: 'GET', path: PATH, query: '', headers, body: '' };
    const own = signature('testsecret', stringToSign(canonicalRequest(parts)));
    const value = authorization('testid', Object.keys(headers).sort(), own);
    return request({ ...signAcs3Headers(), ...sent, authorization: value }, { paths: [PATH] });
  };

  test.each<[string, AuthRequest, string]>(
    some<[string, AuthRequest, string]>(
      [
        ['any header may be signed', byHand({ accept: 'a' }), 'ok testid'],
        ['one that was not sent is empty', byHand({ accept: '' }, {}), 'ok testid'],
        ['one that was sent is not', byHand({ accept: '' }, { accept: 'a' }), 'wrong-signature'],
        ['one that is named like a part of Object', byHand({ ['__proto__']: 'a' }), 'ok testid'],
        ['one that is named like a part of Object, not sent', byHand({ constructor: '' }, {}), 'ok testid'],
      ],
      3,
    ),
  )('%s', async (_, sent, outcome) => expect(await outcomeOf(create()(sent))).toBe(outcome));
});

describe('behind a prefix', () => {
  const mounted = { rest: { paths: [PATH, `/vendor${PATH}`] } };

  test.each<[string, Change, string]>([
    ["the vendor's own path was signed", { sent: mounted }, 'ok testid'],
    ['the whole path was signed', { path: `/vendor${PATH}`, sent: mounted }, 'ok testid'],
    ['the prefix alone was signed', { path: '/vendor', sent: mounted }, 'wrong-signature'],
    ['another prefix was signed', { path: `/other${PATH}`, sent: mounted }, 'wrong-signature'],
  ])('%s', async (_, change, outcome) => expect(await outcomeOf(verify(change))).toBe(outcome));

  test.each([
    ['first', [PATH, `/vendor${PATH}`]],
    ['last', [`/vendor${PATH}`, PATH]],
  ])("the vendor's own path is reported, also when it stands %s", (_, paths) => {
    const outcome = verify({ secret: 'x', sent: { rest: { paths } } });
    const canonical = (outcome as { details: Record<string, string> }).details.canonicalRequest;
    expect(canonical?.split('\n')[1]).toBe(PATH);
  });
});

describe('nonce-reused', () => {
  /** Requests one after another, each so many milliseconds after the first. */
  test.each<[string, [number, Change, string][]]>(
    some<[string, [number, Change, string][]]>(
      [
        [
          'the same request again',
          [
            [0, {}, 'ok testid'],
            [1, {}, 'nonce-reused'],
            [2, {}, 'nonce-reused'],
          ],
        ],
        [
          'in another request',
          [
            [0, {}, 'ok testid'],
            [1, { query: 'a=1' }, 'nonce-reused'],
          ],
        ],
        [
          'with another date',
          [
            [0, {}, 'ok testid'],
            [SECOND, { date: NOW + SECOND }, 'nonce-reused'],
          ],
        ],
        [
          'another nonce',
          [
            [0, {}, 'ok testid'],
            [1, { nonce: 'other' }, 'ok testid'],
          ],
        ],
        [
          'a nonce in another case',
          [
            [0, {}, 'ok testid'],
            [1, { nonce: 'NONCE' }, 'ok testid'],
          ],
        ],
        [
          "another key's",
          [
            [0, {}, 'ok testid'],
            [1, { id: 'other', secret: 'secret' }, 'ok other'],
            [2, {}, 'nonce-reused'],
          ],
        ],
        [
          'of a request with a wrong signature it was not used',
          [
            [0, { secret: 'x' }, 'wrong-signature'],
            [1, {}, 'ok testid'],
          ],
        ],
        [
          'of a stale request neither',
          [
            [0, { date: 0 }, 'stale-date'],
            [1, {}, 'ok testid'],
          ],
        ],
        [
          'to the last moment of the time',
          [
            [0, {}, 'ok testid'],
            [30 * MINUTE, { date: NOW + 30 * MINUTE }, 'nonce-reused'],
          ],
        ],
        [
          'after it, it is forgotten',
          [
            [0, {}, 'ok testid'],
            [30 * MINUTE + 1, { date: NOW + 30 * MINUTE }, 'ok testid'],
          ],
        ],
        [
          'a request dated ahead is not good twice while it is good',
          [
            [0, { date: NOW + 15 * MINUTE }, 'ok testid'],
            [30 * MINUTE, { date: NOW + 15 * MINUTE }, 'nonce-reused'],
            [30 * MINUTE + 1, { date: NOW + 15 * MINUTE }, 'stale-date'],
          ],
        ],
      ],
      4,
    ),
  )('%s', async (_, requests) => {
    let now = NOW;
    const authenticate = create(() => now);
    for (const [after, change, outcome] of requests) {
      now = NOW + after;
      expect(await outcomeOf(authenticate(signed(change)))).toBe(outcome);
    }
  });

  test('says why; two servers do not share theirs', () => {
    const authenticate = create();
    authenticate(signed());
    const details = { reason: 'the nonce was used before' };
    expect(authenticate(signed())).toEqual({ ok: false, cause: 'nonce-reused', details });
    expect(create()(signed())).toEqual({ ok: true, principal: 'testid' });
  });
});

describe('of several faults, the first in this order is named', () => {
  const faults: [string, Change][] = [
    ['no-credential', without('authorization')],
    ['unsupported-algorithm', { edit: (text) => text.replace('ACS3', 'ACS4') }],
    ['malformed-credential', { edit: (text) => text.replace('SignedHeaders', 'Headers') }],
    ['missing-header', without('x-acs-version')],
    ['malformed-date', withHeader('x-acs-date', 'now')],
    ['stale-date', { date: 0 }],
    ['unknown-key', { id: 'stranger' }],
    ['wrong-signature', { secret: 'x' }],
  ];
  const merge = (a: Change, b: Change): Change => ({
    ...a,
    ...b,
    ...(a.edit && b.edit && { edit: (text: string) => b.edit?.(a.edit?.(text) ?? '') ?? '' }),
    sent: { headers: { ...b.sent?.headers, ...a.sent?.headers } },
  });

  test.each(
    some(
      faults.slice(1).map(([cause], n) => [faults[n]?.[0] as string, cause, n] as const),
      4,
    ),
  )('%s before %s', async (first, _, n) => {
    const change = merge(faults[n]?.[1] as Change, faults[n + 1]?.[1] as Change);
    expect(await outcomeOf(verify(change))).toBe(first);
  });
});

function signAcs3Headers(): Record<string, string> {
  const parts = { method: 'GET', path: PATH, query: '', headers: HEADERS, body: '' };
  const { authorization: _, ...headers } = signAcs3(parts, { id: '', secret: 's', now: NOW, nonce: 'nonce' });
  expect(headers['x-acs-content-sha256']).toBe(NOTHING);
  return headers;
}

function reverseNames(text: string): string {
  return text.replace(NAMES, NAMES.split(';').reverse().join(';'));
}

function manyNames(count: number): string {
  return Array.from({ length: count }, (_, n) => `x-${n}`).join(';');
}
