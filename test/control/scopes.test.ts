import { describe, expect, test } from 'vitest';
import { createJournals } from '../../src/control/journal.ts';
import { createPlan } from '../../src/control/plan.ts';
import { createScope } from '../../src/control/scope.ts';
import { createScopes } from '../../src/control/scopes.ts';
import { createMock } from '../../src/index.ts';
import { control } from './_control.ts';

const scopesServed: string[] = [];
const mock = await createMock({ tell: ({ scope }) => void scopesServed.push(scope) });

describe('scopes over HTTP', () => {
  test('a scope is made, listed, described, reset and deleted', async () => {
    const made = await control(mock, 'createScope', 'POST', '/scopes', { name: 'one' });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/_confab/scopes/one');
    expect(made.body.vendors.gptbots).toEqual({
      url: 'http://confab.localhost/~one/gptbots',
      credential: expect.stringMatching(/~one$/),
    });
    expect((await control(mock, 'getScope', 'GET', '/scopes/one')).body).toEqual(made.body);
    const { scopes } = (await control(mock, 'listScopes', 'GET', '/scopes')).body;
    expect(scopes.map(({ name }: { name: string }) => name)).toEqual(['default', 'one']);
    expect((await control(mock, 'resetScope', 'POST', '/scopes/one/reset')).status).toBe(204);
    expect((await control(mock, 'deleteScope', 'DELETE', '/scopes/one')).status).toBe(204);
    expect((await control(mock, 'getScope', 'GET', '/scopes/one')).status).toBe(404);
  });

  test('without a name it gets a free one, and the default one is described with the test credentials', async () => {
    const { body } = await control(mock, 'createScope', 'POST', '/scopes');
    expect(body.name).toMatch(/^scope-\d+$/);
    const { vendors } = (await control(mock, 'getScope', 'GET', '/scopes/default')).body;
    expect(vendors.alibaba).toEqual({
      url: 'http://confab.localhost/alibaba',
      credential: 'testid:testsecret',
    });
  });

  test.each<[string, string, string, string, unknown, number, RegExp]>([
    [
      'a name that is taken',
      'createScope',
      'POST',
      '/scopes',
      { name: 'default' },
      400,
      /is one named default/,
    ],
    ['a name with a slash', 'createScope', 'POST', '/scopes', { name: 'a/b' }, 400, /name must match/],
    ['an empty name', 'createScope', 'POST', '/scopes', { name: '' }, 400, /name must match/],
    ['a name that is a number', 'createScope', 'POST', '/scopes', { name: 7 }, 400, /name must be string/],
    ['a word that there is not', 'createScope', 'POST', '/scopes', { nam: 'a' }, 400, /nam/],
    ['a body that is no object', 'createScope', 'POST', '/scopes', [], 400, /object/],
    ['a body that is no JSON', 'createScope', 'POST', '/scopes', '{', 400, /not JSON/],
    ['an unknown scope', 'getScope', 'GET', '/scopes/nope', undefined, 404, /POST \/_confab\/scopes/],
    ['deleting an unknown scope', 'deleteScope', 'DELETE', '/scopes/nope', undefined, 404, /Make it first/],
    ['deleting the default one', 'deleteScope', 'DELETE', '/scopes/default', undefined, 400, /reset it/],
    ['a query', 'listScopes', 'GET', '/scopes?all=1', undefined, 400, /no query parameter all/],
    ['a method that there is not', '', 'PUT', '/scopes', {}, 405, /send GET or POST/],
    ['a path that there is not', '', 'GET', '/scope', undefined, 404, /nearest is GET \/_confab\/scopes/],
    ['the bare prefix', '', 'GET', '', undefined, 404, /openapi\.json/],
  ])('%s is refused', async (_, operation, method, path, body, status, detail) => {
    const refused = await control(mock, operation, method, path, body);
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringMatching(detail)]);
    expect(refused.headers.get('x-confab-cause')).toBe('control');
  });

  test('a body that is not said to be JSON is refused: a page could send it unasked', async () => {
    const refused = await control(mock, 'createScope', 'POST', '/scopes', '{}', {
      'content-type': 'text/plain',
    });
    expect([refused.status, refused.body.detail]).toEqual([
      415,
      expect.stringMatching(/send application\/json/),
    ]);
  });

  test('the document is served as the mock reads it', async () => {
    const { body } = await control(mock, 'getControlDocument', 'GET', '/openapi.json');
    expect(Object.keys(body.paths)).toContain('/scopes/{scope}');
  });
});

const LIST =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=2';

describe('whoever uses an address or a credential of a scope is in it', () => {
  test.each([
    ['neither', false, false, 0],
    ['its address', true, false, 1],
    ['its credential', false, true, 1],
    ['both', true, true, 1],
  ])('%s', async (_, byAddress, byCredential, expected) => {
    using scope = mock.scope();
    const url = byAddress ? scope.url('gptbots') : mock.url('gptbots');
    const key = byCredential ? scope.credential('gptbots') : 'app-any';
    const response = await mock.fetch(url + LIST, { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(200);
    expect(scopesServed.filter((name) => name === scope.name)).toHaveLength(expected);
  });

  test('an address of a scope that is not there is refused, never served from another one', async () => {
    const response = await mock.fetch(`${mock.url()}/~nope/gptbots${LIST}`);
    expect([response.status, response.headers.get('x-confab-cause')]).toEqual([501, 'no-such-scope']);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/POST \/_confab\/scopes/) });
  });

  test('what a scope answers is what the default one answers', async () => {
    using scope = mock.scope();
    const headers = { authorization: 'Bearer app-any' };
    const [own, usual] = await Promise.all(
      [scope.url('gptbots'), mock.url('gptbots')].map(async (url) =>
        (await mock.fetch(url + LIST, { headers })).text(),
      ),
    );
    expect(own).toBe(usual);
  });
});

describe('scopes are bounded', () => {
  const journals = createJournals();
  const warnings: string[] = [];
  const scopes = createScopes({
    make: (name) => createScope(name, { journal: journals.create(), plan: createPlan([], Date.now) }),
    warn: (sentence) => warnings.push(sentence),
    most: 2,
  });

  test('the least recently used one makes room, which is said', () => {
    scopes.create('a');
    scopes.create('b');
    scopes.get('a');
    scopes.create('c');
    expect(scopes.list().map(({ name }) => name)).toEqual(['default', 'a', 'c']);
    expect(warnings).toEqual([expect.stringMatching(/there were 2 scopes.*: b;/)]);
    expect(scopes.whyNot('b')).toMatch(/least recently used of 2/);
    expect(scopes.whyNot('d')).toMatch(/Make it first/);
  });
});
