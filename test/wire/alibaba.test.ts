import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';

// By require, as it is CommonJS: an import's default export is not the same thing in Node and in vitest.
type Core = typeof import('@alicloud/openapi-core', { with: { 'resolution-mode': 'require' }});
const core = createRequire(import.meta.url)('@alicloud/openapi-core') as Core;
const { Config, Params, OpenApiRequest, default: util } = core.$OpenApiUtil;

const row = (id: number, title: string) => ({
  id,
  title,
  messageCount: 2,
  modelIds: '[77]',
  chatData: '{}',
  deleteTag: 0,
  gmtCreate: `2026-03-19T18:13:${String(10 + id)}.777767+08:00`,
  gmtModified: `2026-03-19T18:13:${String(10 + id)}.777767+08:00`,
});
/** None is part of another. */
const TITLES = [
  '测试 会话',
  "it's (a) *star*!",
  'a+b=c&d?e#f/g;h:i@j,k$',
  '100% %E6 %zz %2B',
  '"quoted" <b> {x} [y] |\\^`',
  'tilde~dash-dot.under_score',
  '😀 and 𝄞',
  'é, ﬁ and 全角',
  'line\r\nbreak\tand tab',
  '__proto__',
];

const [mock, titled] = await Promise.all([
  createMock({ vendors: ['alibaba'], keys: { alibaba: ['mine:s3:cr3t'] } }),
  createMock({
    vendors: ['alibaba'],
    rows: { alibaba: TITLES.map((title, n) => row(n + 1, title)) },
  }),
]);
const [{ port }, { port: titledPort }] = await Promise.all([mock.listen(), titled.listen()]);
afterAll(() => Promise.all([mock.close(), titled.close()]));

type Texts = Record<string, unknown>;
interface Call {
  config?: Texts;
  params?: Texts;
  headers?: Record<string, string>;
}

/** The generated clients do no more: they fill in these parameters, and cast the body. */
function list(query: Texts = {}, { config, params, headers = {} }: Call = {}, at = port) {
  const client = new core.default(
    new Config({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      endpoint: `127.0.0.1:${at}`,
      protocol: 'http',
      ...config,
    }),
  );
  return client.callApi(
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
      ...params,
    }),
    new OpenApiRequest({ query: query as Record<string, string>, headers }),
    {} as never,
  );
}

async function errorOf(call: Promise<unknown>): Promise<any> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a signed call', () => {
  test('comes back as the SDK hands it on', async () => {
    const { statusCode, headers, body } = await list({ pageIndex: '2', pageSize: '3' });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json;charset=utf-8',
      'x-acs-request-id': body.requestId,
      'x-confab-operation': 'alibaba.listConversations',
    });
    expect(body).toMatchObject({ success: true, errCode: null, errMessage: null, httpStatusCode: 200 });
    expect(body.data).toMatchObject({ total: 237, page: 2, pageSize: 3, maxResult: '3', nextToken: '3' });
    expect(body.data.list.map((one: any) => one.id)).toEqual([234, 233, 232]);
    // What the generated model would refuse, or silently lose.
    for (const one of body.data.list) {
      expect(JSON.parse(one.modelIds)).toEqual(expect.any(Array));
      expect(JSON.parse(one.chatData)).toEqual(expect.any(Object));
      expect(one).toMatchObject({ gmtCreate: expect.any(String), messageCount: expect.any(Number) });
    }
  });

  test.each(TITLES)('with keyword %j finds the one row', async (keyword) => {
    const { body } = await list({ keyword, orderBy: 'gmtCreate', pageSize: '10' }, {}, titledPort);
    expect(body.data.list.map((one: any) => one.title)).toEqual([keyword]);
    expect(body.data.total).toBe(1);
  });

  test.each<[string, Texts]>([
    ['no parameters', {}],
    ['an empty text', { keyword: '' }],
    ['values unset', { keyword: undefined, status: null }],
    ['a number and a boolean', { pageIndex: 1, needTotalCount: true }],
    [
      'a list, flattened as generated clients do',
      util.query({ Tag: [{ Key: 'k', Value: '值 *' }], Ids: [1, 2] }),
    ],
    ['names that sort apart from the wire', { b: '2', a: '1', B: '3', _: '4', 'a.1': '5', 'a-1': '6' }],
  ])('%s: signed alike on both sides', async (_, query) => {
    const { body } = await list({ pageSize: '2', ...query });
    expect(body.data.list.map((one: any) => one.id)).toEqual([237, 236]);
  });

  test.each<[string, Call]>([
    ['the host by name', { config: { endpoint: `localhost:${port}` } }],
    ['a known key pair', { config: { accessKeyId: 'mine', accessKeySecret: 's3:cr3t' } }],
    ['an STS token, whose headers are signed too', { config: { securityToken: 'CAES+/=', type: 'sts' } }],
    ['headers of the caller', { headers: { 'x-acs-extra': ' two  words ', 'content-type': 'text/plain' } }],
    ['a user agent of the caller', { config: { userAgent: 'mine/1' } }],
  ])('with %s', async (_, call) => {
    expect((await list({ pageSize: '1' }, call)).body.data.list).toHaveLength(1);
  });
});

describe('a walk', () => {
  const all = Array.from({ length: 237 }, (_, n) => 237 - n);

  test.each([1, 50, 79, 100, 237, 500])('by nextToken, maxResults %d: every row once', async (size) => {
    const own = size === 1 ? await createMock({ vendors: ['alibaba'], rows: 7 }) : undefined;
    const at = own ? (await own.listen()).port : port;
    const ids: number[] = [];
    let token = '';
    do {
      const { data } = (await list({ maxResults: String(size), ...(token && { nextToken: token }) }, {}, at))
        .body;
      expect(data.list.length).toBeLessThanOrEqual(size);
      ids.push(...data.list.map((one: any) => one.id));
      token = data.nextToken;
    } while (token !== '');
    await own?.close();
    expect(ids).toEqual(own ? all.slice(-7) : all);
  });

  test('by pageIndex until total is reached, all pages at once', async () => {
    const { total } = (await list({ pageSize: '1' })).body.data;
    const pages = Array.from({ length: Math.ceil(total / 20) }, (_, n) =>
      list({ pageIndex: String(n + 1), pageSize: '20' }),
    );
    const ids = (await Promise.all(pages)).flatMap(({ body }) => body.data.list.map((one: any) => one.id));
    expect(ids).toEqual(all);
  });

  test('of a filtered list has as many rows as its total', async () => {
    const query = { keyword: 'e', status: '0', orderBy: 'title', orderDirection: 'ASC', maxResults: '30' };
    const rows: { id: number; title: string; deleteTag: number }[] = [];
    let [token, total] = ['', 0];
    do {
      const { data } = (await list({ ...query, ...(token && { nextToken: token }) })).body;
      rows.push(...data.list);
      [token, total] = [data.nextToken, data.total];
    } while (token !== '');
    expect(rows.length).toBeGreaterThan(60);
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
    for (const { title, deleteTag } of rows) expect([/e/i.test(title), deleteTag]).toEqual([true, 0]);
  });
});

describe('a refusal as the SDK throws it', () => {
  const KEY = 'Specified access key is not found.';
  const MISSING = 'AccessKeyId is mandatory for this action.';
  const METHOD = 'Specified signature method is not valid.';
  const API = 'Specified api is not found, please check your url and method.';
  const DATE = 'Specified time stamp or date value is';
  const parameter = (name: string) => `Specified parameter ${name} is not valid.`;

  test.each<[string, Texts, Call, number, string, string]>([
    ['an unknown key', {}, { config: { accessKeyId: 'no' } }, 404, 'InvalidAccessKeyId.NotFound', KEY],
    ['a call not signed', {}, { params: { authType: 'Anonymous' } }, 400, 'MissingAccessKeyId', MISSING],
    [
      'a bearer token, which comes without Authorization',
      {},
      { config: { accessKeyId: undefined, accessKeySecret: undefined, bearerToken: 't' } },
      400,
      'MissingAccessKeyId',
      MISSING,
    ],
    ['signature V2', {}, { config: { signatureAlgorithm: 'v2' } }, 400, 'InvalidSignatureMethod', METHOD],
    ['a wrong number', { pageIndex: 'x' }, {}, 400, 'InvalidpageIndex', parameter('pageIndex')],
    ['a wrong status', { status: '启用' }, {}, 400, 'Invalidstatus', parameter('status')],
    [
      'the version of the page',
      {},
      { params: { version: '2024-06-11' } },
      400,
      'InvalidVersion',
      parameter('Version'),
    ],
    [
      'another action',
      {},
      { params: { action: 'ModelRouterGetConversation' } },
      404,
      'InvalidApi.NotFound',
      API,
    ],
    [
      'a clock that is slow',
      {},
      { headers: { 'x-acs-date': '2020-01-01T00:00:00Z' } },
      400,
      'InvalidTimeStamp.Expired',
      `${DATE} expired.`,
    ],
    [
      'a date of another form',
      {},
      { headers: { 'x-acs-date': 'today' } },
      400,
      'InvalidTimeStamp.Format',
      `${DATE} not well formatted.`,
    ],
  ])('%s', async (_, query, call, status, code, message) => {
    const error = await errorOf(list(query, call));
    expect(error).toBeInstanceOf(core.ClientError);
    const { requestId } = error;
    expect(requestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(error).toMatchObject({ name: 'ClientError', statusCode: status, code });
    expect(error.message).toBe(`${code}: code: ${status}, ${message} request id: ${requestId}`);
    expect(error.data).toEqual({
      RequestId: requestId,
      HostId: `127.0.0.1:${port}`,
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=AiContent&requestId=${requestId}`,
    });
  });

  test('a wrong secret: what the server calculated stays readable in it', async () => {
    const query = { pageIndex: '1', keyword: "测 试*!'(~)" };
    const error = await errorOf(list(query, { config: { accessKeySecret: 'wrong' } }));
    expect(error).toBeInstanceOf(core.ClientError);
    expect(error).toMatchObject({ statusCode: 400, code: 'SignatureDoesNotMatch' });
    const { Message, RequestId } = error.data;
    expect(error.message).toBe(`SignatureDoesNotMatch: code: 400, ${Message} request id: ${error.requestId}`);
    expect(RequestId).toBe(error.requestId);
    const [, hash, canonical = ''] =
      /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n([0-9a-f]{64})\] server CanonicalRequest is \[(.*)\]$/s.exec(
        Message,
      ) ?? [];
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
    expect(canonical.split('\n')).toEqual([
      'GET',
      '/api/v1/modelRouter/open/conversations',
      'keyword=%E6%B5%8B%20%E8%AF%95%2A%21%27%28~%29&pageIndex=1',
      `host:127.0.0.1:${port}`,
      'x-acs-action:ModelRouterQueryConversationList',
      expect.stringMatching(/^x-acs-content-sha256:e3b0c442/),
      'x-acs-credentials-provider:static_ak',
      expect.stringMatching(/^x-acs-date:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      expect.stringMatching(/^x-acs-signature-nonce:[0-9a-f]+$/),
      'x-acs-version:20240611',
      '',
      'host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version',
      expect.stringMatching(/^e3b0c442/),
    ]);
  });

  test('a nonce used before', async () => {
    const again = { headers: { 'x-acs-signature-nonce': 'fixed' } };
    expect((await list({}, again)).statusCode).toBe(200);
    expect(await errorOf(list({}, again))).toMatchObject({ statusCode: 400, code: 'SignatureNonceUsed' });
  });

  test('what the mock does not have: its advice is the detail', async () => {
    const params = { method: 'POST', action: 'ModelRouterCreateConversation' };
    const error = await errorOf(list({}, { params }));
    expect(error).toBeInstanceOf(core.ServerError);
    expect(error.statusCode).toBe(501);
    expect(error.detail).toMatch(/send GET instead of POST/);
    expect(error.data.title).toBe('This mock has no such operation');
  });
});
