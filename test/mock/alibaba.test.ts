import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { signAcs3 } from '../_sign-acs3.ts';
import { some } from '../_some.ts';
import { INTEGERS, type Reply, reply } from './_reply.ts';

const PATH = '/api/v1/modelRouter/open/conversations';
const NOW = Date.UTC(2026, 2, 20, 8);
const HOST = 'aicontent.cn-hangzhou.aliyuncs.com';
const OWN = {
  host: HOST,
  'x-acs-version': '20240611',
  'x-acs-action': 'ModelRouterQueryConversationList',
};

let nonce = 0;
interface Signing {
  id?: string;
  secret?: string;
  now?: number;
  nonce?: string;
  /** Headers before signing; null leaves one out. */
  headers?: Record<string, string | null>;
  /** Headers as sent, after signing; null takes one away. */
  sent?: Record<string, string | null>;
  path?: string;
}

/** A signed request. The query stands in the URL as it is. */
async function list(mock: Mock, query = '', signing: Signing = {}): Promise<Reply> {
  nonce += 1;
  const path = signing.path ?? PATH;
  const headers = without({ ...OWN, ...signing.headers });
  const signer = { id: 'testid', secret: 'testsecret', now: NOW, nonce: `nonce-${nonce}`, ...signing };
  const signed = await signAcs3({ method: 'GET', path, query, headers, body: '' }, signer);
  const sent = without({ ...signed, ...signing.sent });
  return reply(mock.fetch(`http://${HOST}${path}${query === '' ? '' : `?${query}`}`, { headers: sent }));
}

function without(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((one): one is [string, string] => one[1] !== null),
  );
}

const alibaba = (options: MockOptions = {}) =>
  createMock({ vendors: ['alibaba'], clock: () => NOW, ...options });
const mock = await alibaba();

const row = (id: number, more: object = {}) => ({
  id,
  title: `Question ${id}`,
  messageCount: 10 - id,
  modelIds: '[77]',
  chatData: '{}',
  deleteTag: 0,
  gmtCreate: `2026-03-19T18:13:3${id}.777767+08:00`,
  gmtModified: `2026-03-19T18:14:3${id}.777767+08:00`,
  ...more,
});
/** As stored: the newest is not the first. */
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n + 1));
const idsOf = ({ body }: Reply) => body.data.list.map((one: any) => one.id);
const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

function expectHeaders({ headers }: Reply, id: string) {
  expect(id).toMatch(UUID);
  expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
  expect(headers.get('x-acs-request-id')).toBe(id);
  expect(headers.get('x-acs-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-expose-headers')).toBe('*');
}

function expectRefusal(answer: Reply, status: number, code: string, message: string | RegExp) {
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
  expect(Object.keys(answer.body).sort()).toEqual(['Code', 'HostId', 'Message', 'Recommend', 'RequestId']);
  const { RequestId, HostId, Message, Recommend } = answer.body;
  expect(HostId).toBe(HOST);
  if (typeof message === 'string') expect(Message).toBe(message);
  else expect(Message).toMatch(message);
  expect(Recommend).toBe(
    `https://api.aliyun.com/troubleshoot?q=${code}&product=AiContent&requestId=${RequestId}`,
  );
  expectHeaders(answer, RequestId);
}

describe('a page', () => {
  test('is the page object of the SDK under data, with the id of the request in body and header', async () => {
    const answer = await list(await alibaba({ rows: { alibaba: rows(1) } }), 'pageIndex=1&pageSize=10');
    expect(answer.status).toBe(200);
    const { requestId } = answer.body;
    expectHeaders(answer, requestId);
    expect(answer.text).toBe(
      `{"requestId":"${requestId}","success":true,"errCode":null,"errMessage":null,"httpStatusCode":200,` +
        `"data":{"list":[${JSON.stringify(row(1))}],"total":1,"page":1,"maxResult":"10","nextToken":"","pageSize":10}}`,
    );
  });

  test('has rows as captured: whole numbers, JSON in texts, microseconds at +08:00', async () => {
    for (const one of (await list(mock, 'pageSize=100')).body.data.list) {
      expect(one).toEqual({
        id: expect.any(Number),
        title: expect.any(String),
        messageCount: expect.any(Number),
        modelIds: expect.stringMatching(/^\[\d+(,\d+)*\]$/),
        chatData: expect.stringMatching(/^\{.*\}$/),
        deleteTag: expect.any(Number),
        gmtCreate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+08:00$/),
        gmtModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+08:00$/),
      });
      expect(one.gmtModified >= one.gmtCreate).toBe(true);
    }
  });

  test.each<[string, string, number[], object]>(
    some<[string, string, number[], object]>(
      [
        [
          'page 1 of twenty rows',
          '',
          [5, 4, 3, 2, 1],
          { page: 1, pageSize: 20, maxResult: '20', nextToken: '' },
        ],
        [
          'the first',
          'pageIndex=1&pageSize=2',
          [5, 4],
          { page: 1, pageSize: 2, maxResult: '2', nextToken: '2' },
        ],
        ['the second', 'pageIndex=2&pageSize=2', [3, 2], { page: 2, pageSize: 2, nextToken: '3' }],
        ['the last', 'pageIndex=3&pageSize=2', [1], { page: 3, pageSize: 2, maxResult: '2', nextToken: '' }],
        ['the last of an exact multiple', 'pageIndex=5&pageSize=1', [1], { page: 5, nextToken: '' }],
        ['one past the last', 'pageIndex=4&pageSize=2', [], { page: 4, pageSize: 2, nextToken: '' }],
        ['a great size', 'pageSize=500', [5, 4, 3, 2, 1], { pageSize: 500, maxResult: '500' }],
        ['pageIndex 0 is 1', 'pageIndex=0&pageSize=2', [5, 4], { page: 1 }],
        ['pageIndex -3 is 1', 'pageIndex=-3&pageSize=2', [5, 4], { page: 1 }],
        ['pageSize 0 is 20', 'pageSize=0', [5, 4, 3, 2, 1], { pageSize: 20, maxResult: '20' }],
        ['pageSize -1 is 20', 'pageSize=-1', [5, 4, 3, 2, 1], { pageSize: 20, maxResult: '20' }],
        ['a token is a page number', 'nextToken=2&maxResults=2', [3, 2], { page: 2, nextToken: '3' }],
        [
          'maxResults alone is a size',
          'maxResults=2',
          [5, 4],
          { pageSize: 2, maxResult: '2', nextToken: '2' },
        ],
        [
          'the token None is the first page',
          'nextToken=None&maxResults=2',
          [5, 4],
          { page: 1, nextToken: '2' },
        ],
        ['an empty token is the first page', 'nextToken=&maxResults=2', [5, 4], { page: 1, nextToken: '2' }],
        ['pageSize is a size beside a token too', 'nextToken=2&pageSize=2', [3, 2], { page: 2, pageSize: 2 }],
        ['maxResults 0 is 20', 'maxResults=0', [5, 4, 3, 2, 1], { pageSize: 20, maxResult: '20' }],
        ['pageIndex wins over a token', 'pageIndex=1&nextToken=3&pageSize=2', [5, 4], { page: 1 }],
        ['pageSize wins over maxResults', 'pageSize=1&maxResults=3', [5], { pageSize: 1, maxResult: '1' }],
        ['empty values are none', 'pageIndex=&pageSize=', [5, 4, 3, 2, 1], { page: 1, pageSize: 20 }],
      ],
      4,
    ),
  )('%s', async (_, query, ids, shown) => {
    const answer = await list(await alibaba({ rows: { alibaba: rows(5) } }), query);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.data).toMatchObject({ total: 5, ...shown });
  });

  test('walks by its tokens through all rows, to an empty one', async () => {
    const own = await alibaba({ rows: 23 });
    const ids: number[] = [];
    let token = '';
    do {
      const { data } = (await list(own, `maxResults=5&nextToken=${token}`)).body;
      ids.push(...data.list.map((one: any) => one.id));
      token = data.nextToken;
    } while (token !== '');
    expect(ids).toHaveLength(23);
    expect(new Set(ids).size).toBe(23);
  });

  test.each([
    ['true', 5],
    ['false', 0],
  ])('needTotalCount=%s: total is %d', async (need, total) => {
    const answer = await list(await alibaba({ rows: { alibaba: rows(5) } }), `needTotalCount=${need}`);
    expect(answer.body.data.total).toBe(total);
    expect(idsOf(answer)).toEqual([5, 4, 3, 2, 1]);
  });

  test('of nothing is an empty list', async () => {
    const { data } = (await list(await alibaba({ rows: 0 }))).body;
    expect(data).toEqual({ list: [], total: 0, page: 1, maxResult: '20', nextToken: '', pageSize: 20 });
  });
});

describe('order', () => {
  test.each(
    some(
      [
        ['the newest first', '', [3, 2, 1]],
        ['by id', 'orderBy=id', [3, 2, 1]],
        ['by id, ascending', 'orderBy=id&orderDirection=ASC', [1, 2, 3]],
        ['in lower case', 'orderBy=id&orderDirection=asc', [1, 2, 3]],
        ['in any letter case', 'orderBy=id&orderDirection=Asc', [1, 2, 3]],
        ['descending in any letter case', 'orderBy=messageCount&orderDirection=dEsC', [1, 2, 3]],
        ['by title', 'orderBy=title&orderDirection=ASC', [1, 2, 3]],
        ['by the number of messages', 'orderBy=messageCount', [1, 2, 3]],
        ['by change', 'orderBy=gmtModified&orderDirection=ASC', [1, 2, 3]],
        ['by creation', 'orderBy=gmtCreate&orderDirection=ASC', [1, 2, 3]],
        ['a field that no row has is ignored', 'orderBy=resourceId', [3, 2, 1]],
        ['but not the direction beside it', 'orderBy=resourceId&orderDirection=ASC', [1, 2, 3]],
        ['a direction that does not exist is ignored', 'orderDirection=UP', [3, 2, 1]],
        ['an empty direction is none', 'orderDirection=', [3, 2, 1]],
        ['groupBy has no effect', 'groupBy=resourceId', [3, 2, 1]],
      ],
      4,
    ),
  )('%s', async (_, query, ids) => {
    expect(idsOf(await list(await alibaba({ rows: { alibaba: rows(3) } }), query))).toEqual(ids);
  });
});

describe('filters', () => {
  const mixed = [row(1), row(2, { deleteTag: 1 }), row(3, { title: '测试 (a+b)*c' })];
  test.each(
    some(
      [
        ['a text in the title', 'keyword=Question', [2, 1]],
        ['an empty text is none', 'keyword=', [3, 2, 1]],
        ['a text that no title has', 'keyword=nothing', []],
        ['a text in Chinese', 'keyword=%E6%B5%8B%E8%AF%95', [3]],
        ['signs that signers and servers write differently', 'keyword=(a%2Bb)*c', [3]],
        ['enabled ones', 'status=0', [3, 1]],
        ['disabled ones', 'status=1', [2]],
        ['a status that no row has', 'status=7', []],
        ['an empty status is none', 'status=', [3, 2, 1]],
        ['a text and a status', 'keyword=Question&status=0', [1]],
      ],
      4,
    ),
  )('%s', async (_, query, ids) => {
    const answer = await list(await alibaba({ rows: { alibaba: mixed } }), query);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.data.total).toBe(ids.length);
  });
});

describe('what is refused', () => {
  test.each(some(INTEGERS, 4))('pageIndex=%s is an integer: %s', async (pageIndex, isInteger) => {
    const answer = await list(mock, `pageIndex=${pageIndex.replace(/^\+/, '%20')}`);
    if (isInteger) expect(answer.body.data.page).toBe(1);
    else expectRefusal(answer, 400, 'InvalidpageIndex', 'Specified parameter pageIndex is not valid.');
  });

  test.each(
    some(
      [
        ['pageSize=x', 'pageSize'],
        ['maxResults=1.0', 'maxResults'],
        ['status=enabled', 'status'],
        ['pageIndex=2147483648', 'pageIndex'],
        ['needTotalCount=maybe', 'needTotalCount'],
        ['nextToken=none', 'nextToken'],
        ['nextToken=0', 'nextToken'],
      ],
      3,
    ),
  )('%s', async (query, parameter) => {
    const message = `Specified parameter ${parameter} is not valid.`;
    expectRefusal(await list(mock, query), 400, `Invalid${parameter}`, message);
  });

  test.each<[string, string | null, number, string, string]>([
    ['no version', null, 400, 'MissingVersion', 'Version is mandatory for this action.'],
    [
      'the version of the page',
      '2024-06-11',
      400,
      'InvalidVersion',
      'Specified parameter Version is not valid.',
    ],
    ['another version', '20240612', 400, 'InvalidVersion', 'Specified parameter Version is not valid.'],
  ])('%s', async (_, version, status, code, message) => {
    const answer = await list(mock, '', { headers: { 'x-acs-version': version } });
    expectRefusal(answer, status, code, message);
  });

  test('another action', async () => {
    const answer = await list(mock, '', { headers: { 'x-acs-action': 'ModelRouterCreateConversation' } });
    expectRefusal(
      answer,
      404,
      'InvalidApi.NotFound',
      'Specified api is not found, please check your url and method.',
    );
  });

  test('no action is fine: pop-core sends none', async () => {
    expect((await list(mock, '', { headers: { 'x-acs-action': null } })).status).toBe(200);
  });

  test('of a repeated parameter the first counts, and unknown ones are ignored', async () => {
    const { data } = (await list(mock, 'pageSize=3&pageSize=7&Tag.1.Key=x&PageSize=9')).body;
    expect(data.pageSize).toBe(3);
  });
});

describe('credentials', () => {
  const MISSING_KEY = [400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.'] as const;
  const DATE = 'Specified time stamp or date value is';
  const METHOD = [400, 'InvalidSignatureMethod', 'Specified signature method is not valid.'] as const;
  test.each<[string, Signing, readonly [number, string, string]]>(
    some<[string, Signing, readonly [number, string, string]]>(
      [
        ['no Authorization', { sent: { authorization: null } }, MISSING_KEY],
        ['an empty one', { sent: { authorization: '' } }, MISSING_KEY],
        ['no access key in it', { sent: { authorization: 'ACS3-HMAC-SHA256 Signature=1' } }, MISSING_KEY],
        ['signature V2', { sent: { authorization: 'acs testid:c2lnbmF0dXJl' } }, METHOD],
        ['signature V4', { sent: { authorization: 'ACS4-HMAC-SHA256 Credential=testid' } }, METHOD],
        ['a bearer token', { sent: { authorization: 'Bearer x' } }, METHOD],
        [
          'a bearer token as the SDK sends it',
          { sent: { authorization: null, 'x-acs-bearer-token': 'x', 'x-acs-signature-type': 'BEARERTOKEN' } },
          MISSING_KEY,
        ],
        [
          'no date',
          { sent: { 'x-acs-date': null } },
          [400, 'MissingDate', 'Date is mandatory for this action.'],
        ],
        [
          'no nonce',
          { sent: { 'x-acs-signature-nonce': null } },
          [400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.'],
        ],
        [
          'a date in another format',
          { sent: { 'x-acs-date': 'Fri, 20 Mar 2026 08:00:00 GMT' } },
          [400, 'InvalidTimeStamp.Format', `${DATE} not well formatted.`],
        ],
        [
          'a date too old',
          { now: NOW - 15 * 60_000 - 1000 },
          [400, 'InvalidTimeStamp.Expired', `${DATE} expired.`],
        ],
        [
          'a date too far ahead',
          { now: NOW + 15 * 60_000 + 1000 },
          [400, 'InvalidTimeStamp.Expired', `${DATE} expired.`],
        ],
        [
          'an access key that nobody knows',
          { id: 'stranger' },
          [404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
        ],
      ],
      4,
    ),
  )('%s', async (_, signing, [status, code, message]) => {
    expectRefusal(await list(mock, '', signing), status, code, message);
  });

  test.each<[string, Signing]>([
    ['with another secret', { secret: 'wrong' }],
    ['and a header changed afterwards', { sent: { 'x-acs-date': '2026-03-20T08:00:01Z' } }],
    ['and a header of the vendor added afterwards', { sent: { 'x-acs-security-token': 'x' } }],
  ])('signed %s: what the server calculated is told', async (_, signing) => {
    const answer = await list(mock, 'pageIndex=1', signing);
    const message =
      /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[GET\n\/api\/v1\/modelRouter\/open\/conversations\npageIndex=1\nhost:/;
    expectRefusal(answer, 400, 'SignatureDoesNotMatch', message);
  });

  test.each<[string, Signing]>(
    some<[string, Signing]>(
      [
        ['within a quarter of an hour before', { now: NOW - 15 * 60_000 + 1000 }],
        ['within a quarter of an hour after', { now: NOW + 15 * 60_000 - 1000 }],
        [
          'with the further header of the Node SDK',
          { headers: { 'x-acs-credentials-provider': 'static_ak' } },
        ],
        [
          'with the further headers of temporary credentials',
          { headers: { 'x-acs-accesskey-id': 'testid', 'x-acs-security-token': 'token' } },
        ],
        ['on its third try', { headers: { 'x-acs-retry-attempts': '2', 'x-acs-retry-delay': '200' } }],
        [
          'with headers that are not signed',
          { sent: { 'user-agent': 'AlibabaCloud', accept: 'application/json' } },
        ],
        ['below the mount of the vendor', { path: `/alibaba${PATH}` }],
      ],
      3,
    ),
  )('signed %s: taken', async (_, signing) => {
    expect((await list(mock, 'pageIndex=1', signing)).status).toBe(200);
  });

  test('the order and the letters of the wire do not matter, as in the published vector', async () => {
    const query =
      "pageIndex=1&pageSize=10&orderBy=gmtCreate&orderDirection=DESC&needTotalCount=true&keyword=%E6%B5%8B%20%E8%AF%95*~!'()%2B";
    const headers = {
      ...OWN,
      'x-acs-date': '2026-03-20T08:00:00Z',
      'x-acs-signature-nonce': '0123456789abcdef0123456789abcdef',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      authorization:
        'ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
        'x-acs-signature-nonce;x-acs-version,Signature=3fb48e1858bfb97d7198f703abd652f648aa68d8b2f35a564148adb6b8b336a5',
    };
    const own = await alibaba();
    expect((await reply(own.fetch(`http://${HOST}${PATH}?${query}`, { headers }))).status).toBe(200);
  });

  test('a nonce is good for one request', async () => {
    const own = await alibaba();
    expect((await list(own, '', { nonce: 'once' })).status).toBe(200);
    expectRefusal(
      await list(own, '', { nonce: 'once' }),
      400,
      'SignatureNonceUsed',
      'Specified signature nonce was used already.',
    );
  });

  test('a key pair made known is taken', async () => {
    const own = await alibaba({ keys: { alibaba: ['mine:mysecret'] }, strictKeys: true });
    expect((await list(own, '', { id: 'mine', secret: 'mysecret' })).status).toBe(200);
    expect((await list(own, '', { id: 'mine', secret: 'other' })).body.Code).toBe('SignatureDoesNotMatch');
  });

  test('come before parameters', async () => {
    expect((await list(mock, 'pageIndex=x', { secret: 'wrong' })).body.Code).toBe('SignatureDoesNotMatch');
  });

  test('each request has an id of its own', async () => {
    const [a, b] = [await list(mock), await list(mock)];
    expect(a.body.requestId).not.toBe(b.body.requestId);
    expect(a.body.data).toEqual(b.body.data);
  });
});

describe('the spec', () => {
  const SUCCESS = 'application/json;charset=utf-8';
  const examplesOf = async (profiles: string[]) => {
    const { specs } = await alibaba({ profiles });
    return specs[0]?.operations[0]?.responses.get('200')?.content.get(SUCCESS)?.examples;
  };
  const tableRow = {
    id: 124,
    title: 'hi',
    gmt_create: '2026-03-19T18:13:30.777767+08:00',
    gmt_modified: '2026-03-19T18:13:30.777767+08:00',
    message_count: 2,
    model_ids: '[77]',
  };

  test("has the page's three examples as printed", async () => {
    const examples = await examplesOf([]);
    expect(examples?.get('documentedTable')).toEqual({
      success: true,
      data: { total: 1, page: 1, pageSize: 10, list: [{ id: 1, title: '测试对话' }] },
      requestId: '592A27EF-26D3-1434-98C1-97AD63337852',
    });
    expect(examples?.get('documented')).toMatchObject({
      errCode: 'UNKNOWN_ERROR',
      data: { total: 100, maxResult: '10', nextToken: 'None' },
    });
    const table = await examplesOf(['alibaba.snakeCase']);
    expect(table?.get('documentedRow')).toMatchObject({ data: { list: [tableRow] } });
  });

  test('wants rows in camelCase, of which only id and title need be there', async () => {
    const [spec] = (await alibaba()).specs;
    const faultsOf = (one: object) => spec?.validators.check('/components/schemas/Conversation', one);
    expect(faultsOf({ id: 1, title: '测试对话' })).toEqual([]);
    expect(faultsOf({ ...tableRow, modelIds: '[77]' })).not.toEqual([]);
  });

  test.each(
    some(
      [
        ['wrong-credential', 'accessKeyInactive', '400', 'InvalidAccessKeyId.Inactive'],
        ['expired-credential', 'securityTokenExpired', '400', 'InvalidSecurityToken.Expired'],
        ['no-permission', 'permissionDenied', '403', 'B.Permission.DeniedException'],
        ['rate-limited', 'throttlingUser', '400', 'Throttling.User'],
        ['internal', 'unknownError', '500', 'Server.Internal.UnknownError'],
      ] as const,
      4,
    ),
  )('has an answer for %s', async (cause, example, status, code) => {
    const [operation] = (await alibaba()).specs[0]?.operations ?? [];
    expect(operation?.failures.get(cause)).toMatchObject({ response: status, example });
    const answer = operation?.responses.get(status)?.content.get(SUCCESS)?.examples.get(example);
    expect(answer).toMatchObject({ Code: code });
  });
});

describe('profiles', () => {
  test('docs: the answer as the page prints it', async () => {
    const answer = await list(await alibaba({ profiles: ['alibaba.docs'], rows: 37 }), 'pageIndex=2');
    expect(answer.body).toMatchObject({
      success: true,
      errCode: 'UNKNOWN_ERROR',
      errMessage: '未知错误',
      httpStatusCode: 200,
      data: { total: 37, page: 2, maxResult: '20', nextToken: 'None', pageSize: 17 },
    });
    expect(answer.body.data.list).toHaveLength(17);
    for (const one of answer.body.data.list)
      expect(one.gmtCreate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test.each([[[]], [['alibaba.docs']]])("%j: the page's own request has rows", async (profiles) => {
    const query =
      'pageSize=10&pageIndex=1&orderBy=resourceId&orderDirection=DESC&groupBy=resourceId&needTotalCount=true' +
      '&maxResults=10&keyword=test&status=1&nextToken=2';
    const { data } = (await list(await alibaba({ profiles }), query)).body;
    expect(data.list.length).toBeGreaterThan(0);
    for (const one of data.list) expect(one.title).toMatch(/test/i);
  });

  test('docs: every token that a page shows is taken back', async () => {
    const own = await alibaba({ profiles: ['alibaba.docs'], rows: 23 });
    const seen: [string, number][] = [];
    for (let token = ''; token !== 'None'; ) {
      const { data } = (await list(own, `maxResults=10&nextToken=${token}`)).body;
      token = data.nextToken;
      seen.push([token, data.pageSize]);
    }
    expect(seen).toEqual([
      ['2', 10],
      ['3', 10],
      ['None', 3],
    ]);
    // None is no token: a client that sends it all the same begins again.
    expect((await list(own, 'nextToken=None')).body.data.page).toBe(1);
  });

  test('snakeCase: rows with the keys of the table', async () => {
    const answer = await list(await alibaba({ profiles: ['alibaba.snakeCase'] }), 'orderBy=gmt_create');
    for (const one of answer.body.data.list) {
      const keys = ['gmt_create', 'gmt_modified', 'id', 'message_count', 'model_ids', 'title'];
      expect(Object.keys(one).sort()).toEqual(keys);
    }
  });

  test.each([
    ['2024-06-11', 200],
    ['20240611', 200],
    ['20240612', 400],
  ])('version2024-06-11: %s', async (version, status) => {
    const both = await alibaba({ profiles: ['alibaba.version2024-06-11'] });
    expect((await list(both, '', { headers: { 'x-acs-version': version } })).status).toBe(status);
  });
});
