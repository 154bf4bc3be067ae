import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { withServer } from '../cli/_loopback.ts';
import { folder } from '../record/_recording.ts';

// By require, as it is CommonJS: an import's default export is not the same thing in Node and in vitest.
type Core = typeof import('@alicloud/openapi-core', { with: { 'resolution-mode': 'require' }});
const core = createRequire(import.meta.url)('@alicloud/openapi-core') as Core;
const { Config, Params, OpenApiRequest } = core.$OpenApiUtil;

/** What the vendor's SDK says of one signed call; it signs the host that it sends to. */
async function call(endpoint: string, pathname = '/api/v1/modelRouter/open/conversations') {
  const client = new core.default(
    new Config({ accessKeyId: 'testid', accessKeySecret: 'testsecret', endpoint, protocol: 'http' }),
  );
  const { statusCode, body } = await client.callApi(
    new Params({
      action: 'ModelRouterQueryConversationList',
      version: '20240611',
      protocol: 'HTTPS',
      pathname,
      method: 'GET',
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    }),
    new OpenApiRequest({ query: { pageSize: '2', keyword: '' } }),
    {} as never,
  );
  return [statusCode, body.data.list.length];
}

/** What the SDK sends, as a Request: its Host header becomes the URL's host, or stays a header beside another URL. */
function relayed<T>(
  fetch: (request: Request) => Promise<Response>,
  host: 'in the URL' | 'in a header',
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  return withServer(
    async ({ url, headers }, outgoing) => {
      const { host: sent = '', connection: _, ...others } = headers as Record<string, string>;
      const request =
        host === 'in the URL'
          ? new Request(`http://${sent}${url}`, { headers: others })
          : new Request(`http://confab.localhost${url}`, { headers: { ...others, host: sent } });
      const answer = await fetch(request);
      outgoing.writeHead(answer.status, [...answer.headers].flat());
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    },
    (url) => use(new URL(url).host),
  );
}

const replaying = async () =>
  createReplay({ vendors: ['alibaba'], fixtures: [await folder()], fallback: 'mock', env: {} });
const OPENERS = { mock: () => createMock({ vendors: ['alibaba'] }), 'replay --fallback mock': replaying };

test.each(Object.entries(OPENERS))('%s verifies the host that the SDK signed', async (_, open) => {
  const server = await open();
  const { port } = await server.listen();
  try {
    expect(await call(`127.0.0.1:${port}`)).toEqual([200, 2]);
    expect(await call(`localhost:${port}`, '/alibaba/api/v1/modelRouter/open/conversations')).toEqual([
      200, 2,
    ]);
  } finally {
    await server.close();
  }
});

test.each(
  Object.entries(OPENERS).flatMap(([name, open]) =>
    (['in the URL', 'in a header'] as const).map((host) => [name, host, open] as const),
  ),
)('%s, in-process, with the host %s', async (_, host, open) => {
  const server = await open();
  expect(await relayed((request) => server.fetch(request), host, call)).toEqual([200, 2]);
});

test('a signature for another host is wrong, in-process too', async () => {
  const mock = await createMock({ vendors: ['alibaba'] });
  const elsewhere = (request: Request) =>
    mock.fetch(
      new Request(request.url.replace(/127\.0\.0\.1:\d+/, 'other.example'), { headers: request.headers }),
    );
  await expect(relayed(elsewhere, 'in the URL', call)).rejects.toMatchObject({
    code: 'SignatureDoesNotMatch',
    message: expect.stringContaining('\nhost:other.example\n'),
  });
});
