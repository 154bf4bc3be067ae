import { beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Finding } from '../../src/result/finding.ts';
import { createFindingRedactor } from '../../src/result/redact-findings.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { tinyFile } from '../_tiny.ts';
import { exchange, finding } from '../report/_result.ts';

const KEY = 'k3y-of-the-tiny-vendor-9';
const VARIABLES = new Map([[KEY, 'CONFAB_TINY_KEY']]);
const DOCUMENTED = 'token-of-the-document-42';
let spec: Spec;
beforeAll(async () => {
  const file = await tinyFile((document) => {
    document.components.securitySchemes = { theKey: { type: 'apiKey', in: 'header', name: 'X-Tiny' } };
    document.components.schemas.Note.description = DOCUMENTED;
  });
  spec = (await loadSpecs({ vendors: [file] }))[0] as Spec;
});

const ask = (headers: Exchange['request']['headers'], flaw?: string): Partial<Exchange> => ({
  request: {
    method: 'GET',
    url: 'https://tiny.example/notes?q=alice%40corp.example',
    headers,
    body: undefined,
    ...(flaw !== undefined && { flaw }),
  },
});
const redacted = (more: Partial<Finding>) =>
  createFindingRedactor(spec, VARIABLES).findings([finding(more)], (_, one) =>
    JSON.stringify(one.request),
  )[0]!;
const bodyOf = (one: Finding) => Buffer.from(one.exchange.response?.body ?? []).toString();

describe('what a finding says without a secret', () => {
  test.each<[string, object, string, string]>([
    ['a value', { token: 'abcd1234efgh' }, '"abcd1234efgh"', '"[redacted: secret, 12 characters]"'],
    ['a short one', { password: 'hunter2' }, 'hunter2', '[redacted: secret, 7 characters]'],
    ['a very short one', { password: 'z' }, '"z" and z', '"[redacted: secret, 1 character]" and z'],
    [
      'as it stands in JSON',
      { secret: 'a"b/c<d9' },
      '{"x":"a\\"b/c<d9"}',
      '{"x":"[redacted: secret, 8 characters]"}',
    ],
    [
      'as it stands in a URL',
      { secret: 'a b/c=d9' },
      '?x=a%20b%2Fc%3Dd9',
      '?x=%5Bredacted%3A%20secret%2C%208%20characters%5D',
    ],
    ['cut off', { token: 'abcd1234efgh' }, '"abcd12 …', '"[redacted: secret, 12 characters] …'],
    ['cut off, of another answer', {}, 'Bearer abcd1 …', 'Bearer [redacted: the beginning of a secret] …'],
    ['a number', { phone: 5551234567 }, '5551234567', expect.stringMatching(/^204\d{7}$/) as never],
    ['an address', {}, 'to alice@corp.example', 'to [redacted: e-mail address, 18 characters]'],
    ['what is no secret', { total: 7 }, '{"total":7}', '{"total":7}'],
  ])('%s', (_, body, actual, shown) => {
    expect(redacted({ actual, exchange: exchange(body) }).actual).toEqual(shown);
  });

  test('the same text elsewhere in the answer goes, too', () => {
    const one = redacted({
      exchange: exchange({ password: 'hunter2', echo: 'hunter2', note: 'hunter2 was here' }),
    });
    expect(bodyOf(one)).toBe(
      '{"password":"[redacted: secret, 7 characters]","echo":"[redacted: secret, 7 characters]","note":"hunter2 was here"}',
    );
  });

  test('a key of an object goes from the pointer as from the body', () => {
    const one = redacted({ pointer: '/a@b.example/x', exchange: exchange({ 'a@b.example': { x: 1 } }) });
    expect(one.pointer).toBe('/[redacted: e-mail address, 11 characters]/x');
    expect(bodyOf(one)).toBe('{"[redacted: e-mail address, 11 characters]":{"x":1}}');
  });
});

describe('what stays', () => {
  test.each<[string, object]>([
    ['a text of the document', { token: DOCUMENTED }],
    ['the token of a next page', { nextToken: 'abcd1234efgh5678' }],
    ['a count of tokens', { token: '1200', total_token: 7 }],
    ['what stands in for a secret', { token: '[redacted key 12345]', email: 'redacted-1a2b3@example.com' }],
    ['a time and an id', { at: '2026-03-19T18:13:30.777767+08:00', id: 1790000000000 }],
  ])('%s', (_, body) => expect(bodyOf(redacted({ exchange: exchange(body) }))).toBe(JSON.stringify(body)));

  test('white space, repeated names and long numbers of a body', () => {
    const body = '{ "a": 1,\n "a": 12345678901234567890, "token": "abcd1234efgh" }';
    expect(bodyOf(redacted({ exchange: exchange(body) }))).toBe(
      '{ "a": 1,\n "a": 12345678901234567890, "token": "[redacted: secret, 12 characters]" }',
    );
  });

  test.each<[string, string, string | undefined, string]>([
    ['the own key is its variable', KEY, undefined, '$CONFAB_TINY_KEY'],
    ['also with something behind it', `${KEY}x`, 'wrong-credential', '$CONFAB_TINY_KEYx'],
    ['one that was made up', 'wrong-00000000', 'wrong-credential', 'wrong-00000000'],
    [
      'but not a part of the own',
      KEY.slice(0, -1),
      'wrong-credential',
      '[redacted: credential, 23 characters]',
    ],
    ['nor a key of somebody else', 'somebodys-key-77', undefined, '[redacted: credential, 16 characters]'],
  ])('%s', (_, key, flaw, shown) => {
    const one = redacted({ exchange: exchange({}, ask([['X-Tiny', key]], flaw)) });
    expect(one.exchange.request.headers).toEqual([['X-Tiny', shown]]);
    expect(one.exchange.request.url).not.toContain('alice');
    // The command is made before variables are written, as a shell must put them in.
    expect(one.curl).toContain(shown.replace('$CONFAB_TINY_KEY', KEY));
  });
});

test('other texts of a run know what its findings showed', () => {
  const redactor = createFindingRedactor(spec, VARIABLES);
  redactor.findings([finding({ exchange: exchange({ token: 'abcd1234efgh' }) })], () => '');
  expect(redactor.text(`with abcd1234efgh and ${KEY}`)).toBe(
    'with [redacted: secret, 12 characters] and $CONFAB_TINY_KEY',
  );
  expect(redactor.text('status 401, {"msg":"no","accessToken":"zzzz9999 …')).not.toContain('zzzz9999');
});
