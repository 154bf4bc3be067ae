import { describe, expect, test } from 'vitest';
import { createApiKeys } from '../../src/auth/api-key.ts';
import type { AuthRequest } from '../../src/auth/types.ts';
import { outcomeOf, request } from './_auth-request.ts';

type ApiKeyScheme = Parameters<typeof createApiKeys>[0][number];
type Rules = NonNullable<NonNullable<ApiKeyScheme['x-confab']>['credential']>;
const key = (place: ApiKeyScheme['in'], name: string, credential?: Rules): ApiKeyScheme => ({
  type: 'apiKey',
  in: place,
  name,
  ...(credential && { 'x-confab': { credential } }),
});

const check = (schemes: ApiKeyScheme[], sent: AuthRequest, strict = false, known: string[] = []) =>
  createApiKeys(schemes, { known, strict, now: () => 0 })(sent);

const header = [key('header', 'X-Api-Key')];
const query = [key('query', 'api_key')];
const cookie = [key('cookie', 'sid')];
const withQuery = (text: string) => request({}, { query: text });
const withCookie = (text: string) => request({ cookie: text });

describe('one key', () => {
  test.each<[string, ApiKeyScheme[], AuthRequest, string]>([
    ['in a header', header, request({ 'X-Api-Key': 'k' }), 'ok k'],
    ['in a header of another case', header, request({ 'x-api-KEY': 'k' }), 'ok k'],
    ['between blanks', header, request({ 'x-api-key': '  k ' }), 'ok k'],
    ['no header', header, request(), 'no-credential'],
    ['an empty header', header, request({ 'x-api-key': '' }), 'no-credential'],
    ['a blank header', header, request({ 'x-api-key': '  ' }), 'no-credential'],
    ['in the query where a header is wanted', header, withQuery('X-Api-Key=k'), 'no-credential'],
    ['in the query', query, withQuery('a=1&api_key=k'), 'ok k'],
    ['in the query, encoded', query, withQuery('api%5Fkey=k%2Fl%20m'), 'ok k/l m'],
    ['twice in the query: the first', query, withQuery('api_key=k&api_key=l'), 'ok k'],
    ['in the query under another case', query, withQuery('API_KEY=k'), 'no-credential'],
    ['in the query, between blanks: another key', query, withQuery('api_key=+k%20'), 'ok  k '],
    ['in the query, empty', query, withQuery('api_key='), 'no-credential'],
    ['in the query, blank', query, withQuery('api_key=%20+'), 'no-credential'],
    ['in the query, without a value', query, withQuery('api_key'), 'no-credential'],
    ['no query', query, request({ api_key: 'k' }), 'no-credential'],
    ['in a cookie', cookie, withCookie('sid=k'), 'ok k'],
    ['in a cookie among others', cookie, withCookie('a=1; sid=k; b=2'), 'ok k'],
    ['in a cookie without blanks', cookie, withCookie('a=1;sid=k'), 'ok k'],
    ['in a cookie with equals signs', cookie, withCookie('sid=k=='), 'ok k=='],
    ['in a cookie whose name ends alike', cookie, withCookie('xsid=k'), 'no-credential'],
    ['in a cookie whose name begins alike', cookie, withCookie('sids=k'), 'no-credential'],
    ['in an empty cookie', cookie, withCookie('sid='), 'no-credential'],
    ['no cookie', cookie, request({ sid: 'k' }), 'no-credential'],
    ['named like a part of Object', [key('header', '__proto__')], request(), 'no-credential'],
    ['named like a part of Object, sent', [key('query', '__proto__')], withQuery('__proto__=k'), 'ok k'],
  ])('%s', async (_, schemes, sent, outcome) => expect(await outcomeOf(check(schemes, sent))).toBe(outcome));

  const shaped = [key('header', 'k', { pattern: '^app-[a-z]+$' })];
  test.each([
    ['that fits the pattern', 'app-x', 'ok app-x'],
    ['that does not', 'app-1', 'malformed-credential'],
    ['that fits between blanks', ' app-x ', 'ok app-x'],
  ])('%s', async (_, value, outcome) => {
    expect(await outcomeOf(check(shaped, request({ k: value })))).toBe(outcome);
  });

  const tested = [key('header', 'k', { test: 'test', pattern: '^[a-z]+$' })];
  test.each([
    ['the test key', 'test', 'ok test'],
    ['a key made known', 'mine', 'ok mine'],
    ['an unknown one', 'other', 'wrong-credential'],
    ['one in another case', 'TEST', 'malformed-credential'],
    ['a name of Object', 'constructor', 'wrong-credential'],
  ])('strict: %s', async (_, value, outcome) => {
    expect(await outcomeOf(check(tested, request({ k: value }), true, ['mine']))).toBe(outcome);
  });
});

describe('two keys together', () => {
  const two = [
    key('header', 'X-Key', { test: 'id' }),
    key('query', 'token', { test: 'secret', pattern: '^[a-z]+$' }),
  ];
  const both = (one?: string, other?: string) =>
    request({ 'x-key': one }, { query: other === undefined ? '' : `token=${other}` });

  test.each<[string, boolean, AuthRequest, string]>([
    ['any', false, both('a', 'b'), 'ok a:b'],
    ['neither', false, both(), 'no-credential'],
    ['without the first', false, both(undefined, 'b'), 'no-credential'],
    ['without the second', false, both('a'), 'no-credential'],
    ['the second does not look like one', false, both('a', '1'), 'malformed-credential'],
    ['strict: both test keys', true, both('id', 'secret'), 'ok id:secret'],
    ['strict: a set made known', true, both('my', 'own'), 'ok my:own'],
    ['strict: the halves of two sets', true, both('id', 'own'), 'wrong-credential'],
    ['strict: the other way round', true, both('secret', 'id'), 'wrong-credential'],
  ])('%s', async (_, strict, sent, outcome) => {
    expect(await outcomeOf(check(two, sent, strict, ['my:own']))).toBe(outcome);
  });

  test('strict: a single test key is none of a set', async () => {
    const half = [key('header', 'a', { test: 'x' }), key('header', 'b')];
    for (const b of ['undefined', 'y', 'x'])
      expect(await outcomeOf(check(half, request({ a: 'x', b }), true))).toBe('wrong-credential');
  });

  test.each<[string, AuthRequest, object]>([
    ['missing', both('a'), { parameter: 'token', reason: 'is missing' }],
    ['malformed', both('a', '1'), { parameter: 'token', reason: 'does not look like a key: ^[a-z]+$' }],
    ['wrong', both('a', 'b'), { parameter: 'X-Key, token', reason: 'is not known, and keys are strict' }],
  ])('%s: says which and why', async (_, sent, details) => {
    expect(await check(two, sent, true)).toMatchObject({ ok: false, details });
  });
});
