import { createRequire } from 'node:module';
import { getConversation, getConversations, setEndpoint, setKey } from 'chatnio';
import { describe, expect, test, vi } from 'vitest';
import { createCredentials } from '../../src/auth/client.ts';
import { givenToMock } from '../../src/auth/given.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { toExampleValues } from '../../src/spec/example-request.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { toRequestParts, withValue } from '../../src/spec/request-values.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { serving } from '../cli/_serving.ts';
import { filesOf, folder } from './_recording.ts';

// Its axios would ask a proxy of the environment even for the loopback address.
vi.stubEnv('no_proxy', '127.0.0.1');

type Core = typeof import('@alicloud/openapi-core', { with: { 'resolution-mode': 'require' }});
const core = createRequire(import.meta.url)('@alicloud/openapi-core') as Core;
const { Config, Params, OpenApiRequest } = core.$OpenApiUtil;

/** A client as people write one: walks through pages until there is no more. */
async function walk(
  spec: Spec,
  operation: Operation,
  url: string,
  secrets: Record<string, string>,
): Promise<unknown[]> {
  const credentials = createCredentials(
    Object.keys(operation.security[0] ?? {}),
    spec.securitySchemes,
    secrets,
    { now: Date.now, nonce: () => `${Math.random()}` },
  );
  const {
    page: [page],
    size: [size],
  } = operation.list?.paging.reads ?? { page: [], size: [] };
  const answers: unknown[] = [];
  for (let n = 1; n <= 4; n += 1) {
    let values = toExampleValues(spec, operation);
    if (size) values = withValue(values, size, 7);
    if (page) values = withValue(values, page, n);
    const { method, target, headers, body } = toRequestParts(operation, values);
    const made = await credentials.apply({ method, url: url + target, headers, body });
    const response = await fetch(made.url, {
      method,
      headers: made.headers,
      ...(made.body !== undefined && { body: made.body as string }),
    });
    answers.push({
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    });
  }
  return answers;
}

describe.each(some(builtinNames(), 4))('%s: recorded through a proxy, the service gone', (vendor) => {
  test('the same client gets the same offline, with any key', async () => {
    const [spec] = await loadSpecs({ vendors: [vendor] });
    if (!spec) throw new Error('no spec');
    const { secrets, variables } = givenToMock(spec);
    const env = Object.fromEntries([...variables].map(([secret, name]) => [name, secret]));
    const mock = await createMock({ vendors: [vendor], rows: 25 });
    const { url: upstream } = await mock.listen();
    const out = await folder();
    const all = (url: string, keys: Record<string, string>) =>
      Promise.all(
        spec.operations.filter(({ list }) => list).map((operation) => walk(spec, operation, url, keys)),
      );
    const recorded = await serving(
      ['record', vendor, '--url', upstream, '--out', out],
      (url) => all(url, secrets ?? {}),
      env,
    );
    await mock.close();
    expect(recorded.ran.code, recorded.ran.err).toBe(0);
    for (const answers of recorded.result) expect(answers).toMatchObject(Array(4).fill({ status: 200 }));

    const others = Object.fromEntries(
      Object.keys(secrets ?? {}).map((name) => [name, 'another.key:of-somebody']),
    );
    for (const keys of [secrets ?? {}, others]) {
      const replayed = await serving(['replay', out], (url) => all(url, keys));
      expect(withoutMail(replayed.result)).toEqual(withoutMail(recorded.result));
      expect(replayed.ran.code, replayed.ran.err).toBe(0);
      expect(replayed.ran.out).toMatch(/were played/);
    }
    const text = [...(await filesOf(out)).values()].join('\n');
    for (const secret of Object.values(secrets ?? {}))
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        expect(text).not.toContain(form);
  });
});

test('the vendor’s own SDK of Alibaba, signed', async () => {
  const mock = await createMock({
    vendors: ['alibaba'],
    keys: { alibaba: ['LTAI5tRealRealReal:real-secret-real'] },
  });
  const { url: upstream } = await mock.listen();
  const list = (url: string, id: string, secret: string, nextToken = '') =>
    new core.default(
      new Config({ accessKeyId: id, accessKeySecret: secret, endpoint: new URL(url).host, protocol: 'http' }),
    ).callApi(
      new Params({
        action: 'ModelRouterQueryConversationList',
        version: '20240611',
        protocol: 'HTTPS',
        pathname: '/api/v1/modelRouter/open/conversations',
        method: 'GET',
        authType: 'AK',
        style: 'ROA',
        reqBodyType: 'json',
        bodyType: 'json',
      }),
      new OpenApiRequest({ query: { maxResults: '100', ...(nextToken && { nextToken }) }, headers: {} }),
      {} as never,
    );
  const all = async (url: string, id: string, secret: string) => {
    const pages: unknown[] = [];
    let token = '';
    do {
      const { statusCode, body } = await list(url, id, secret, token);
      pages.push({ statusCode, body });
      token = body.data.nextToken;
    } while (token !== '');
    return pages;
  };
  const out = await folder();
  const record = ['record', 'alibaba', '--url', upstream, '--out', out];
  // Signed for the proxy, which is another host: the service says so, and what it says is recorded.
  await serving(record, async (url) => {
    await expect(all(url, 'LTAI5tRealRealReal', 'real-secret-real')).rejects.toThrow(/SignatureDoesNotMatch/);
  });
  const env = {
    CONFAB_ALIBABA_ACCESS_KEY_ID: 'LTAI5tRealRealReal',
    CONFAB_ALIBABA_ACCESS_KEY_SECRET: 'real-secret-real',
  };
  const recorded = await serving([...record, '--mode', 'all'], (url) => all(url, 'any', 'any'), env);
  await mock.close();
  const replayed = await serving(['replay', out], (url) => all(url, 'LTAI5tOther', 'other'));
  expect(recorded.result).toHaveLength(3);
  expect(replayed.result).toEqual(recorded.result);
  expect([...(await filesOf(out)).values()].join()).not.toMatch(/RealReal|real-secret|Signature=[0-9a-f]/);
});

test('the SDK of ChatNio', async () => {
  const mock = await createMock({ vendors: ['chatnio'], rows: 12 });
  const { url: upstream } = await mock.listen();
  const all = async (url: string, key: string) => {
    setEndpoint(url);
    setKey(key);
    const listed = await getConversations();
    return [listed, ...(await Promise.all(listed.slice(0, 3).map(({ id }) => getConversation(id))))];
  };
  const out = await folder();
  const key = `sk-${'0123456789abcdef'.repeat(4)}`;
  const recorded = await serving(['record', 'chatnio', '--url', upstream, '--out', out], (url) =>
    all(url, key),
  );
  await mock.close();
  const replayed = await serving(['replay', out], (url) => all(url, `sk-${'b'.repeat(64)}`));
  expect(recorded.result).toHaveLength(4);
  expect(replayed.result).toEqual(recorded.result);
  expect([...(await filesOf(out)).values()].join()).not.toContain('0123456789abcdef');
});

/** Users who are known by their e-mail address are not, in recordings. */
function withoutMail(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/[\w.-]+@[\w.-]+\.\w+/g, '@'));
}
