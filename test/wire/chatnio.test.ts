import { deleteConversation, getConversation, getConversations, setEndpoint, setKey } from 'chatnio';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signJwt } from '../../src/auth/jwt.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';

const KEY = 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const OTHER = `sk-${'b'.repeat(64)}`;
const SECRET = 'confab-test-secret-0123456789abcdef';

const [mock, empty, strict, docs] = await Promise.all([
  createMock({ vendors: ['chatnio'] }),
  createMock({ vendors: ['chatnio'], rows: 0 }),
  createMock({ vendors: ['chatnio'], strictKeys: true, keys: { chatnio: [OTHER] } }),
  createMock({ vendors: ['chatnio'], profiles: ['chatnio.docs'] }),
]);
const all = [mock, empty, strict, docs];
await Promise.all(all.map((one) => one.listen()));
afterAll(() => Promise.all(all.map((one) => one.close())));

// Its axios would ask a proxy of the environment even for the loopback address.
vi.stubEnv('no_proxy', '127.0.0.1');

// The client holds one endpoint and one key for the whole process.
beforeEach(() => {
  setEndpoint(mock.url());
  setKey(KEY);
});

/** The client passes ids on as the server sends them, which is not what its types say. */
const idsOf = (listed: readonly { id: string }[]) => listed.map(({ id }) => id as unknown as number);

describe('listing', () => {
  test('has the newest hundred, ids as numbers', async () => {
    const listed = await getConversations();
    expect(idsOf(listed)).toEqual(Array.from({ length: 100 }, (_, n) => 237 - n));
    for (const one of listed) expect(one).toMatchObject({ name: expect.any(String), message: null });
  });

  test.each(some(['', '/', '/api', '/api/', '/chatnio', '/chatnio/api'], 3))(
    'at endpoint %j is the same',
    async (path) => {
      const root = await getConversations();
      setEndpoint(mock.url() + path);
      expect(await getConversations()).toEqual(root);
    },
  );

  test('of nobody is null, which the client hands on', async () => {
    setEndpoint(empty.url());
    expect(await getConversations()).toBeNull();
  });
});

describe('loading', () => {
  test('works for each one listed, under the same id and name', async () => {
    const listed = await getConversations();
    const loaded = await Promise.all(listed.map(({ id }) => getConversation(id)));
    expect(loaded.map(({ id, name }) => ({ id, name }))).toEqual(
      listed.map(({ id, name }) => ({ id, name })),
    );
    for (const { message } of loaded) {
      expect(message?.length).toBeGreaterThan(1);
      expect(['system', 'user']).toContain(message?.[0]?.role);
    }
  });

  test.each([
    ['one too old to be listed', '1', 1],
    ['with a zero in front', '007', 7],
    ['with an encoded plus', '%2B3', 3],
    ['of two ids the first', '5&id=6', 5],
  ])('%s', async (_, id, loaded) => {
    expect(await getConversation(id)).toMatchObject({ id: loaded });
  });

  // The client puts the id into the URL as it is, and keeps nothing of what the server says inside a 200.
  test.each(
    some(
      [
        ['unknown', '238'],
        ['0', '0'],
        ['negative', '-1'],
        ['a word', 'one'],
        ['empty', ''],
        ['with a bare plus', '+1'],
        ['with a percent sign that encodes nothing', '%zz'],
        ['in Chinese', '一'],
      ],
      4,
    ),
  )('an id that is %s: an Error without a reason', async (_, id) => {
    await expect(getConversation(id)).rejects.toThrow(/^Failed to get conversation$/);
  });
});

describe('credentials', () => {
  const inAMinute = () => Math.floor(Date.now() / 1000) + 60;
  const token = (claims: object, secret = SECRET) =>
    signJwt({ username: 'u', password: 'p', ...claims }, secret);

  test.each<[string, () => string | Promise<string>]>([
    ['any key of the right form', () => OTHER],
    ['the token of a login', () => token({ exp: inAMinute() })],
  ])('%s', async (_, key) => {
    setKey(await key());
    expect(await getConversations()).toHaveLength(100);
    expect(await getConversation('1')).toMatchObject({ id: 1 });
  });

  test.each<[string, () => string | Promise<string>]>(
    some<[string, () => string | Promise<string>]>(
      [
        ['no key', () => ''],
        ['blanks', () => '   '],
        ['a token that expired', () => token({ exp: inAMinute() - 120 })],
        ['a token of another server', () => token({ exp: inAMinute() }, 'another')],
        ['a key behind Bearer twice', () => `Bearer ${KEY}`],
      ],
      3,
    ),
  )('%s: refused inside a 200, so the client gives no reason', async (_, key) => {
    setKey(await key());
    await expect(getConversations()).rejects.toThrow(/^Failed to get conversations$/);
    await expect(getConversation('1')).rejects.toThrow(/^Failed to get conversation$/);
  });

  test.each(['sk-wrong', `sk-${'A'.repeat(64)}`, `${KEY}0`])('%s: 401', async (key) => {
    setKey(key);
    const refused = {
      name: 'AxiosError',
      response: { status: 401, data: { code: 401, message: expect.stringMatching(/^Access denied\./) } },
    };
    await expect(getConversations()).rejects.toMatchObject(refused);
    await expect(getConversation('x')).rejects.toMatchObject(refused);
  });

  test.each([
    ['the test key', KEY, true],
    ['a key made known', OTHER, true],
    ['another', `sk-${'c'.repeat(64)}`, false],
  ])('strict: %s', async (_, key, isTaken) => {
    setEndpoint(strict.url());
    setKey(key);
    if (isTaken) expect(await getConversations()).toHaveLength(100);
    else await expect(getConversations()).rejects.toMatchObject({ response: { status: 401 } });
  });

  test('the profile docs: no key is a 401 that the client shows', async () => {
    setEndpoint(docs.url());
    setKey('');
    await expect(getConversations()).rejects.toMatchObject({ response: { status: 401 } });
  });
});

test('what the mock does not have is an error of the client, with the advice in it', async () => {
  await expect(deleteConversation('1')).rejects.toMatchObject({
    name: 'AxiosError',
    response: { status: 501, data: { request: 'GET /conversation/delete', detail: expect.any(String) } },
  });
});
