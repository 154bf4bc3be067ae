import { createRequire } from 'node:module';
import { getConversations, setEndpoint, setKey } from 'chatnio';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { signJwt } from '../../src/auth/jwt.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { vendorRequest } from './_vendor-request.ts';

const mock = await createMock({ strictKeys: true });
const { url, port } = await mock.listen();
afterAll(() => mock.close());
// chatnio's axios would ask a proxy of the environment even for the loopback address.
vi.stubEnv('no_proxy', '127.0.0.1');

interface WayIn {
  readonly url: string;
  readonly credential: string;
}

/** Asks for a list, as one kind of client does; rejects or resolves as that client likes. */
type Call = (way: WayIn) => Promise<unknown>;

const specOf = (vendor: string) => mock.specs.find(({ name }) => name === vendor) as Spec;

/** By the scope's address alone, with the credential that everybody has. */
const byAddress =
  (vendor: string): Call =>
  async (way) =>
    fetch(
      await vendorRequest(specOf(vendor), {
        url: way.url,
        credential: mock.defaultScope.credential(vendor) as string,
      }),
    );

/** By the scope's credential alone, at the address that everybody has. */
const byCredential =
  (vendor: string): Call =>
  async ({ credential }) =>
    fetch(await vendorRequest(specOf(vendor), { url: `${url}/${vendor}`, credential }));

/** As the vendor's SDKs do with a key. */
const byJwt: Call = async ({ credential }) => {
  const [id, secret = ''] = credential.split('.');
  const request = await vendorRequest(specOf('bigmodel'), { url: `${url}/bigmodel`, credential });
  const now = Date.now();
  request.headers.set(
    'authorization',
    await signJwt({ api_key: id, exp: now + 60_000, timestamp: now }, secret),
  );
  return fetch(request);
};

// By require, as it is CommonJS: an import's default export is not the same thing in Node and in vitest.
type Core = typeof import('@alicloud/openapi-core', { with: { 'resolution-mode': 'require' }});
const core = createRequire(import.meta.url)('@alicloud/openapi-core') as Core;
const { Config, Params, OpenApiRequest } = core.$OpenApiUtil;

/** The vendor's SDK, unmodified: it is only told a host and a key pair. */
const alibabaSdk: Call = ({ credential }) => {
  const [accessKeyId = '', accessKeySecret = ''] = credential.split(':');
  const client = new core.default(
    new Config({ accessKeyId, accessKeySecret, endpoint: `127.0.0.1:${port}`, protocol: 'http' }),
  );
  const [operation] = specOf('alibaba').operations;
  const params = new Params({
    action: 'ModelRouterQueryConversationList',
    version: '20240611',
    protocol: 'HTTPS',
    pathname: operation?.path,
    method: 'GET',
    authType: 'AK',
    style: 'ROA',
    reqBodyType: 'json',
    bodyType: 'json',
  });
  return client.callApi(params, new OpenApiRequest({}), {} as never);
};

/** The vendor's SDK, unmodified: it holds one key for the whole process, and reads it when it is called. */
const chatnioSdk: Call = ({ credential }) => {
  setEndpoint(url);
  setKey(credential);
  return getConversations();
};

const CLIENTS: readonly (readonly [vendor: string, call: Call])[] = [
  ...mock.specs.flatMap(({ name }) => [
    [name, byAddress(name)] as const,
    [name, byCredential(name)] as const,
  ]),
  ['bigmodel', byJwt],
  ['alibaba', alibabaSdk],
  ['chatnio', chatnioSdk],
];
const CAUSES = ['rate-limited', 'internal', 'no-permission', 'expired-credential'];
const CALLS = 6;

/** What one of the tests that run at once wants of its server. Few sizes, as rows of each are prepared anew. */
const wishes = Array.from({ length: 50 }, (_, n) => {
  const [vendor, call] = CLIENTS[n % CLIENTS.length] as (typeof CLIENTS)[number];
  const [after, times] = [n % 4, 1 + (n % 3)];
  const cause = CAUSES[n % CAUSES.length] as string;
  const faults = Array.from({ length: CALLS }, (_, at) =>
    at >= after && at < after + times ? `cause=${cause}` : undefined,
  );
  return {
    vendor,
    call,
    size: 1 + (n % 7),
    plan: [{ cause, after, times }],
    faults,
    fired: Math.min(times, CALLS - after),
  };
});

/** A control operation over the port. */
async function control(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${url}/_confab/scopes${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  expect(response.ok).toBe(true);
  return response.status === 204 ? undefined : response.json();
}

/** One of the tests, from making its scope to deleting it; resolves to what it saw. */
async function live({ vendor, call, size, plan }: (typeof wishes)[number]) {
  const { name, vendors } = await control('POST', '');
  const collection = `${vendor}.${[...specOf(vendor).collections.keys()][0]}`;
  await control('PUT', `/${name}/rows/${collection}`, size);
  await control('PUT', `/${name}/plan`, { faults: plan });
  for (let n = 0; n < CALLS; n += 1) await call(vendors[vendor]).catch(() => {});
  const { entries } = await control('GET', `/${name}/journal`);
  const { total } = await control('GET', `/${name}/rows/${collection}?limit=0`);
  const { faults } = await control('GET', `/${name}/plan`);
  await control('DELETE', `/${name}`);
  return { name, entries, total, faults };
}

describe('fifty tests at once on one server', () => {
  const lives = wishes.map(live);
  // Each is awaited by a test of its own.
  for (const one of lives) one.catch(() => {});

  test.each(
    some(
      wishes.map((wish, n) => [n, wish] as const),
      4,
    ),
  )('%i sees its own rows, faults and journal', async (n, { size, plan, faults, fired }) => {
    const seen = (await lives[n]) as Awaited<ReturnType<typeof live>>;
    expect(seen.entries.map(({ why }: any) => why.fault)).toEqual(faults);
    for (const { why, scope } of seen.entries) {
      expect(scope).toBe(seen.name);
      if (why.fault === undefined) expect(why.rows.total).toBeLessThanOrEqual(size);
    }
    expect(seen.total).toBe(size);
    expect(seen.faults).toMatchObject([{ ...plan[0], fired }]);
  });

  test('and nothing of it is in the scope of all others', async () => {
    await Promise.allSettled(lives);
    const { entries } = await control('GET', '/default/journal');
    expect(entries).toEqual([]);
    expect((await control('GET', '')).scopes).toHaveLength(1);
  });
});
