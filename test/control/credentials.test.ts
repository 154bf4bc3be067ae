import { describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.ts';
import { some } from '../_some.ts';
import { vendorRequest } from './_vendor-request.ts';

let found = 0;
const mock = await createMock({
  strictKeys: true,
  tell({ why }) {
    found = why.rows?.total ?? Number.NaN;
  },
});
const vendors = mock.specs.map((spec) => [spec.name, spec] as const);

/** The test credential with a magic word behind it: of a pair that signs behind its id. */
function withWord(served: Mock, vendor: string, word: string): string {
  const credential = served.defaultScope.credential(vendor) as string;
  return vendor === 'alibaba' ? credential.replace(':', `-${word}:`) : `${credential}-${word}`;
}

describe.each(some(vendors, 4))('%s', (vendor, spec) => {
  const url = mock.url(vendor);
  const ask = async (credential: string) => {
    const response = await mock.fetch(await vendorRequest(spec, { url, credential }));
    return { response, text: await response.text() };
  };

  test.each([
    ['rate-limited', 'rate-limited'],
    ['expired', 'expired-credential'],
  ])('-%s is refused as the vendor refuses it, and marked', async (word, cause) => {
    const { response } = await ask(withWord(mock, vendor, word));
    expect(response.headers.get('x-confab-cause')).toMatch(new RegExp(`^${cause}; .*ends with -${word}`));
    expect(response.headers.get('x-confab-fault')).toBe(`cause=${cause}`);
    expect(response.headers.get('content-type')).not.toContain('problem');
  });

  test('-empty has no rows, -million as many, and the plain one its own', async () => {
    const total = async (credential: string) => {
      const { response } = await ask(credential);
      expect([response.status, response.headers.get('x-confab-cause')]).toEqual([200, null]);
      return found;
    };
    const own = await total(mock.defaultScope.credential(vendor) as string);
    expect(own).toBeGreaterThan(0);
    expect(await total(withWord(mock, vendor, 'empty'))).toBe(0);
    expect(await total(withWord(mock, vendor, 'million'))).toBeGreaterThan(own * 1000);
  });

  test('the credential of a scope that has gone is refused, never served from another scope', async () => {
    const scope = mock.scope();
    const credential = scope.credential(vendor) as string;
    expect((await ask(credential)).response.status).toBe(200);
    scope[Symbol.dispose]();
    const { response, text } = await ask(credential);
    expect([response.status, response.headers.get('x-confab-cause')]).toEqual([501, 'no-such-scope']);
    expect(text).toContain(`There is no scope ${scope.name}`);
  });
});

test('an address says more than a credential', async () => {
  using one = mock.scope();
  using two = mock.scope();
  const heard: string[] = [];
  const telling = await createMock({ vendors: ['gptbots'], tell: ({ scope }) => void heard.push(scope) });
  telling.scope(one.name);
  telling.scope(two.name);
  const [spec] = telling.specs;
  const credential = two.credential('gptbots') as string;
  for (const url of [telling.url(), `${telling.url()}/~${one.name}`])
    await telling.fetch(
      await vendorRequest(spec as NonNullable<typeof spec>, { url: `${url}/gptbots`, credential }),
    );
  expect(heard).toEqual([two.name, one.name]);
});

test('where operations need other schemes, each has a credential of the scope', async () => {
  const own = await createMock({ vendors: ['mutants/diary.yaml'] });
  using scope = own.scope('a');
  expect(scope.credential('diary')).toBe('ada~a:confab-test-password');
  expect(scope.credential('diary', 'key')).toMatch(/~a$/);
  expect(mock.defaultScope.credential('gptbots', 'any')).toBe(mock.defaultScope.credential('gptbots'));
  expect(() => scope.credential('diary', 'bearer')).toThrow(
    'scope: diary has credentials of basic, key, not of bearer',
  );
});
