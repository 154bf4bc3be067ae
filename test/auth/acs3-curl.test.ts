import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { acs3Curl } from '../../src/auth/acs3-curl.ts';
import { createAcs3 } from '../../src/auth/acs3-verify.ts';
import type { AuthRequest } from '../../src/auth/types.ts';
import { some } from '../_some.ts';
import { request } from './_auth-request.ts';

/** What the text asks of openssl, answered by Node: the tests need nothing else. */
const OPENSSL = `
  const { createHash, createHmac, randomBytes } = require('node:crypto');
  const [command, ...args] = process.argv.slice(1);
  if (command === 'rand' && args.join(' ') === '-hex 16') console.log(randomBytes(16).toString('hex'));
  else if (command === 'dgst' && args.shift() === '-sha256' && args.pop() === '-r') {
    if (args.length > 0 && (args.length !== 2 || args[0] !== '-hmac')) throw new Error(args.join(' '));
    const hash = args.length > 0 ? createHmac('sha256', args[1]) : createHash('sha256');
    console.log(hash.update(require('node:fs').readFileSync(0)).digest('hex') + ' *stdin');
  } else throw new Error(command);
`;
/** curl writes out its arguments, each ended by a NUL. */
const STUBS = String.raw`
curl() { printf '%s\0' "$@"; }
openssl() { "$NODE" -e "$OPENSSL" -- "$@"; }
`;

type Acs3Call = Parameters<typeof acs3Curl>[0];

const CALL: Acs3Call = {
  url: 'http://127.0.0.1:4010',
  target: '/api/v1/conversations?pageIndex=1',
  headers: { 'x-acs-version': '20240611', 'X-Acs-Action': 'List', accept: 'application/json' },
  id: 'testid',
  secret: 'testsecret',
};

/** Pastes the text into a shell, and reads what curl was given as the server would. */
async function paste(
  call: Acs3Call,
): Promise<{ url: string; headers: Record<string, string>; sent: AuthRequest }> {
  const env = { PATH: process.env.PATH, NODE: process.execPath, OPENSSL };
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', STUBS + acs3Curl(call)], { env });
  expect(stderr).toBe('');
  const [globoff, url = '', ...options] = stdout.split('\0').slice(0, -1);
  expect(globoff).toBe('--globoff');
  const headers: Record<string, string> = {};
  for (let n = 0; n < options.length; n += 2) {
    expect(options[n]).toBe('-H');
    const [, name = '', value = ''] = /^([^:]+): (.*)$/s.exec(options[n + 1] as string) ?? [];
    // curl takes a header without a value as one to leave out.
    if (value !== '') headers[name] = value;
  }
  const [, host = '', path = '', query = ''] = /^\w+:\/\/([^/?]+)([^?]*)\??(.*)$/s.exec(url) ?? [];
  return { url, headers, sent: request({ host, ...headers }, { paths: [path], query }) };
}

const verify = ({ id, secret }: Acs3Call, sent: AuthRequest) =>
  createAcs3([`${id}:${secret}`], { now: Date.now })(sent);

// Windows has no sh; the text itself is looked at below.
describe.each(some(process.platform === 'win32' ? [] : ['sh'], 4))('pasted into %s', () => {
  const awkward = String.raw`it's "a" $HOME $(id) ${'`id`'} \n \\ %s %% ! # & ; | < > * ? ~ [a] {b,c}`;

  test.concurrent.each<[string, Partial<Acs3Call>]>(
    some(
      [
        ['a plain call', {}],
        ['without a query', { target: '/' }],
        [
          'a query whose wire form is not the canonical one',
          { target: "/a?z=b+c&keyword=%E6%B5%8B*~!'()%2B&a&Tag[]={1}" },
        ],
        [
          'signs of the shell in path and query',
          { target: `/it's/$HOME/\`id\`/%s?q='"$HOME$(id)\`id\`\\n;|<>*` },
        ],
        [
          'signs of the shell in headers',
          { headers: { 'x-acs-version': awkward, 'x-acs-extra': "'", accept: awkward } },
        ],
        ['signs of the shell in id and secret', { id: "it's$HOME`id`\\%s", secret: awkward }],
        ['a secret that looks like an option, and goes beyond ASCII', { secret: '-r密钥😀' }],
        [
          'a content type, an empty header, blanks about a value, another host',
          {
            headers: { 'Content-Type': 'a/b', 'x-acs-empty': '', 'x-acs-version': '  1 ', Host: 'elsewhere' },
          },
        ],
      ],
      4,
    ),
  )('%s is good', async (_, change) => {
    const call = { ...CALL, ...change };
    const { url, sent } = await paste(call);
    expect(url).toBe(call.url + call.target);
    expect(await verify(call, sent)).toEqual({ ok: true, principal: call.id });
  });

  test.concurrent('it sends each header as given, and no host', async () => {
    const given = { ...CALL.headers, 'Content-Type': 'a/b', 'x-acs-extra': awkward };
    const { headers } = await paste({ ...CALL, headers: given });
    expect(headers).toEqual({
      'x-acs-version': '20240611',
      'x-acs-action': 'List',
      accept: 'application/json',
      'content-type': 'a/b',
      'x-acs-extra': awkward,
      'x-acs-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'x-acs-signature-nonce': expect.stringMatching(/^[0-9a-f]{32}$/),
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      Authorization: expect.stringMatching(
        /^ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=content-type;host;x-acs-action;.*,Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  test.concurrent('it is good again when it is pasted again, for its own secret', async () => {
    const authenticate = createAcs3(['testid:testsecret'], { now: Date.now });
    for (const { sent } of await Promise.all([paste(CALL), paste(CALL)])) {
      expect(await verify({ ...CALL, secret: 'other' }, sent)).toMatchObject({ cause: 'wrong-signature' });
      expect(await authenticate(sent)).toEqual({ ok: true, principal: 'testid' });
    }
  });
});

test('the text', () => {
  const target = "/a b?z=1&keyword=it's";
  expect(acs3Curl({ ...CALL, url: 'http://127.0.0.1:4010/', target, id: "i'd", secret: '$x' })).toBe(
    String.raw`date=$(date -u +%Y-%m-%dT%H:%M:%SZ)
nonce=$(openssl rand -hex 16)
hash=$(printf '' | openssl dgst -sha256 -r | cut -c1-64)
request=$(printf '%s\n' GET \
  '/a%20b' \
  'keyword=it%27s&z=1' \
  'host:''127.0.0.1:4010' \
  'x-acs-action:''List' \
  'x-acs-content-sha256:'"$hash" \
  'x-acs-date:'"$date" \
  'x-acs-signature-nonce:'"$nonce" \
  'x-acs-version:''20240611' \
  '' \
  'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version' \
  "$hash")
digest=$(printf %s "$request" | openssl dgst -sha256 -r | cut -c1-64)
signature=$(printf 'ACS3-HMAC-SHA256\n%s' "$digest" | openssl dgst -sha256 -hmac '$x' -r | cut -c1-64)
curl --globoff 'http://127.0.0.1:4010/a b?z=1&keyword=it'\''s' \
  -H 'accept: ''application/json' \
  -H 'x-acs-action: ''List' \
  -H 'x-acs-content-sha256: '"$hash" \
  -H 'x-acs-date: '"$date" \
  -H 'x-acs-signature-nonce: '"$nonce" \
  -H 'x-acs-version: ''20240611' \
  -H 'Authorization: ACS3-HMAC-SHA256 Credential=i'\''d,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature='"$signature"`,
  );
});
