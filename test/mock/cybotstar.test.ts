import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { some } from '../_some.ts';
import { type Reply, reply } from './_reply.ts';

const PATH = '/openapi/v1/conversation/segment/get_list/';
const ROBOT_KEY = 'Y29uZmFiIHRlc3Qgcm9ib3Qga2V5LCBubyBzZWNyZXR%2Bfj4%3D';
const ROBOT_TOKEN = 'MTc0Mzk5MDAwMDAwMFkyOXVabUZpSUhSbGMzUWdkRzlyWlc0PQ==';

type Headers = Record<string, string | undefined>;

function post(mock: Mock, body: string, headers: Headers = {}, path = PATH): Promise<Reply> {
  const all = {
    'cybertron-robot-key': ROBOT_KEY,
    'cybertron-robot-token': ROBOT_TOKEN,
    'content-type': 'application/json',
    ...headers,
  };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return reply(
    mock.fetch(`http://mock${path}`, {
      method: 'POST',
      headers: Object.fromEntries(given),
      body: new TextEncoder().encode(body),
      redirect: 'manual',
    }),
  );
}

const list = (mock: Mock, body: JsonObject = {}, headers: Headers = {}) =>
  post(mock, JSON.stringify({ username: 'me@host.com', ...body }), headers);

const cybotstar = (options: MockOptions = {}) => createMock({ vendors: ['cybotstar'], ...options });
const mock = await cybotstar();

/** The texts are ours: the vendor's are not known. What is known is the code, the status and the shape. */
const failure = (message: string) => JSON.stringify({ code: '400000', message, data: null });

const row = (n: number, more: object = {}) => ({
  chat_count: n,
  segment_code: `segment-${n}`,
  segment_name: `Question ${n}`,
  user_code: 'me@host.com',
  create_time: `2024-10-28 15:04:0${9 - n}`,
  message_source: 'openapi-ws',
  ...more,
});
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n + 1));
const codesOf = ({ body }: Reply) => body.data.list.map((one: any) => one.segment_code);
const codes = (...numbers: number[]) => numbers.map((n) => `segment-${n}`);

describe('a page', () => {
  test('has its numbers beside its rows, under application/json', async () => {
    const { status, headers, text } = await list(await cybotstar({ rows: { cybotstar: rows(1) } }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(text).toBe(
      '{"code":"000000","message":"success","data":{"total":1,"page":1,"page_size":10,"has_next":false,' +
        `"has_previous":false,"max_page_num":1,"list":[${JSON.stringify(row(1))}]}}`,
    );
  });

  test.each<[string, JsonObject, number[], object]>(
    some<[string, JsonObject, number[], object]>(
      [
        [
          'the first',
          { page: 1, pagesize: 2 },
          [1, 2],
          { page: 1, page_size: 2, has_next: true, has_previous: false, max_page_num: 3 },
        ],
        [
          'one in the middle',
          { page: 2, pagesize: 2 },
          [3, 4],
          { page: 2, page_size: 2, has_next: true, has_previous: true, max_page_num: 3 },
        ],
        [
          'the last, cut short',
          { page: 3, pagesize: 2 },
          [5],
          { page: 3, page_size: 2, has_next: false, has_previous: true, max_page_num: 3 },
        ],
        [
          'the last of an exact multiple',
          { page: 5, pagesize: 1 },
          [5],
          { page: 5, page_size: 1, has_next: false, has_previous: true, max_page_num: 5 },
        ],
        [
          'one past the last',
          { page: 4, pagesize: 2 },
          [],
          { page: 4, page_size: 2, has_next: false, has_previous: true, max_page_num: 3 },
        ],
        [
          'page 1 of ten rows when nothing is asked',
          {},
          [1, 2, 3, 4, 5],
          { page: 1, page_size: 10, has_next: false, has_previous: false, max_page_num: 1 },
        ],
        [
          'a size beyond what callers use',
          { pagesize: 1000 },
          [1, 2, 3, 4, 5],
          { page: 1, page_size: 1000, has_next: false, has_previous: false, max_page_num: 1 },
        ],
        [
          'page_size in the request is not the size',
          { page_size: 2 },
          [1, 2, 3, 4, 5],
          { page: 1, page_size: 10, has_next: false, has_previous: false, max_page_num: 1 },
        ],
      ],
      4,
    ),
  )('%s', async (_, body, numbers, shown) => {
    const answer = await list(await cybotstar({ rows: { cybotstar: rows(5) } }), body);
    expect(codesOf(answer)).toEqual(codes(...numbers));
    expect(answer.body.data).toMatchObject({ total: 5, ...shown });
  });

  test('without rows shows zeros, as the vendor does on a sibling call', async () => {
    const { text } = await list(await cybotstar({ rows: 0 }), { page: 1, pagesize: 20 });
    expect(text).toBe(
      '{"code":"000000","message":"success","data":{"total":0,"page":0,"page_size":0,"has_next":false,' +
        '"has_previous":false,"max_page_num":0,"list":[]}}',
    );
  });

  test('of no rows, no page has rows before it', async () => {
    const { data } = (await list(await cybotstar({ rows: 0 }), { page: 3 })).body;
    expect(data).toMatchObject({ has_next: false, has_previous: false });
  });

  test('is ten long by default', async () => {
    expect((await list(mock)).body.data.list).toHaveLength(10);
  });

  test('has rows of the judged types: numbers count, codes are 21 characters, times are local', async () => {
    for (const one of (await list(mock, { pagesize: 100 })).body.data.list) {
      expect(one).toEqual({
        chat_count: expect.any(Number),
        segment_code: expect.stringMatching(/^[\w-]{21}$/),
        segment_name: expect.any(String),
        user_code: expect.stringMatching(/./),
        create_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        message_source: expect.stringMatching(/^openapi-/),
      });
    }
  });

  test('comes with the newest first', async () => {
    const times = (await list(mock, { pagesize: 100 })).body.data.list.map((one: any) => one.create_time);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('filters', () => {
  const mixed = [
    row(1),
    row(2, { user_code: 'guest_13800138000' }),
    row(3, { message_source: 'openapi-http' }),
    row(4),
  ];
  test.each<[string, JsonObject, number[]]>(
    some<[string, JsonObject, number[]]>(
      [
        ['mode 0 lists everyone, whoever is named', { filter_mode: 0, filter_user_code: 'x' }, [1, 2, 3, 4]],
        ['no mode is mode 0', { filter_user_code: 'guest_13800138000' }, [1, 2, 3, 4]],
        ['mode 1 lists the one named', { filter_mode: 1, filter_user_code: 'guest_13800138000' }, [2]],
        ['mode 1 of someone without any', { filter_mode: 1, filter_user_code: 'x' }, []],
        ['a source', { message_source: 'openapi-http' }, [3]],
        ['part of a source is no source', { message_source: 'openapi' }, []],
        ['an empty source is any', { message_source: '' }, [1, 2, 3, 4]],
        ['no source is any', { message_source: null }, [1, 2, 3, 4]],
        ['a list of codes', { segment_code_list: ['segment-4', 'segment-1', 'x'] }, [1, 4]],
        ['an empty list of codes', { segment_code_list: [] }, [1, 2, 3, 4]],
        ['no list of codes', { segment_code_list: null }, [1, 2, 3, 4]],
        ['one code as a text', { segment_code_list: 'segment-3' }, [3]],
        ['from a local time on', { create_start_time: '2024-10-28 15:04:07' }, [1, 2]],
        ['up to a local time', { create_end_time: '2024-10-28 15:04:06' }, [3, 4]],
        ['from a time at UTC on', { create_start_time: '2024-10-28T07:04:07Z' }, [1, 2]],
        [
          'from an ISO time without an offset on, which is local',
          { create_start_time: '2024-10-28T15:04:07' },
          [1, 2],
        ],
        ['from a day on', { create_start_time: '2024-10-28' }, [1, 2, 3, 4]],
        ['up to a day, which is its midnight', { create_end_time: '2024-10-29' }, [1, 2, 3, 4]],
        ['from the next day on', { create_start_time: '2024-10-29' }, []],
        ['from a time at an offset on', { create_start_time: '2024-10-28T09:04:07.000+02:00' }, [1, 2]],
        [
          'both ends in different ways',
          { create_start_time: '2024-10-28 15:04:06', create_end_time: '2024-10-28T07:04:07Z' },
          [2, 3],
        ],
        ['empty times are no bounds', { create_start_time: '', create_end_time: '' }, [1, 2, 3, 4]],
        ['null times are no bounds', { create_start_time: null, create_end_time: null }, [1, 2, 3, 4]],
      ],
      4,
    ),
  )('%s', async (_, body, numbers) => {
    const answer = await list(await cybotstar({ rows: { cybotstar: mixed } }), body);
    expect(answer.body.code).toBe('000000');
    expect(codesOf(answer)).toEqual(codes(...numbers));
    expect(answer.body.data.total).toBe(numbers.length);
  });
});

describe('what is refused comes as HTTP 200 with a code from 400000 on', () => {
  test.each<[string, JsonObject, string]>(
    some<[string, JsonObject, string]>(
      [
        ['no username', { username: undefined as unknown as Json }, 'Missing parameter: username'],
        ['an empty username', { username: '' }, 'Invalid parameter: username'],
        ['a username that is a number', { username: 1 }, 'Invalid parameter: username'],
        ['a mode that does not exist', { filter_mode: 2 }, 'Invalid parameter: filter_mode'],
        ['a mode that is text', { filter_mode: '1' }, 'Invalid parameter: filter_mode'],
        ['mode 1 with nobody', { filter_mode: 1 }, 'Missing parameter: filter_user_code'],
        [
          'mode 1 with an empty one',
          { filter_mode: 1, filter_user_code: '' },
          'Invalid parameter: filter_user_code',
        ],
        [
          'mode 1 with null',
          { filter_mode: 1, filter_user_code: null },
          'Missing parameter: filter_user_code',
        ],
        ['page 0', { page: 0 }, 'Invalid parameter: page'],
        ['page -1', { page: -1 }, 'Invalid parameter: page'],
        ['a page that is text', { page: '1' }, 'Invalid parameter: page'],
        ['half a page', { page: 1.5 }, 'Invalid parameter: page'],
        ['pagesize 0', { pagesize: 0 }, 'Invalid parameter: pagesize'],
        ['a pagesize that is text', { pagesize: '10' }, 'Invalid parameter: pagesize'],
        ['a month 13', { create_end_time: '2024-13-01 00:00:00' }, 'Invalid parameter: create_end_time'],
        ['a 31 February', { create_end_time: '2024-02-31 00:00:00' }, 'Invalid parameter: create_end_time'],
        [
          'a time of day with a blank in an offset',
          { create_end_time: '2024-10-01T00:00:00 +08:00' },
          'Invalid parameter: create_end_time',
        ],
        [
          'a time that is a number',
          { create_start_time: 1_730_099_068_247 },
          'Invalid parameter: create_start_time',
        ],
        ['codes that are numbers', { segment_code_list: [1] }, 'Invalid parameter: segment_code_list'],
        ['codes that are an object', { segment_code_list: {} }, 'Invalid parameter: segment_code_list'],
      ],
      4,
    ),
  )('%s', async (_, body, message) => {
    const answer = await list(mock, body);
    expect([answer.status, answer.text]).toEqual([200, failure(message)]);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-confab-cause')).not.toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['half an object', '{"username":'],
    ['a form', 'username=me%40host.com'],
    ['a list', '[]'],
  ])('a body that is %s is a plain 400', async (_, body) => {
    const { status, text } = await post(mock, body);
    expect([status, text]).toEqual([400, 'Bad Request']);
  });

  test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded'])(
    'the content type %s is a plain 400',
    async (type) => {
      const { status, headers } = await list(mock, {}, { 'content-type': type });
      expect(status).toBe(400);
      expect(headers.get('x-confab-cause')).toContain('wrong-content-type');
    },
  );
});

describe("the given page's own examples", () => {
  const operation = mock.specs[0]?.operations.find(({ id }) => id === 'listSegments');
  const REQUEST = {
    username: '<string>',
    filter_mode: 0,
    filter_user_code: '<string>',
    create_start_time: '2023-11-07T05:31:56Z',
    create_end_time: '2023-11-07T05:31:56Z',
    message_source: '<string>',
    segment_code_list: ['<string>'],
    page: 1,
    pagesize: 10,
  };
  const ROW = {
    chat_count: 123,
    segment_code: '<string>',
    segment_name: '<string>',
    user_code: '<string>',
    create_time: '2023-11-07 13:31:56',
    message_source: '<string>',
  };
  test.each<[string, string[], object]>([
    ['by default', [], ROW],
    ['under cybotstar.docs', ['cybotstar.docs'], ROW],
    ['under cybotstar.isoTimes', ['cybotstar.isoTimes'], { ...ROW, create_time: '2023-11-07T05:31:56Z' }],
  ])("its request gets the page's row %s", async (_, profiles, row) => {
    const mocked = await cybotstar({ profiles });
    const { status, body } = await list(mocked, REQUEST, { username: '<api-key>' });
    expect([status, body.code]).toEqual([200, '000000']);
    expect(body.data).toMatchObject({ total: 1, list: [row] });
  });

  test('its response stands in the spec as printed, but for the code', () => {
    const media = operation?.responses.get('200')?.content.get('application/json');
    expect(media?.examples.get('documented')).toEqual({
      code: '000000',
      message: '<string>',
      data: {
        total: 123,
        page: 123,
        page_size: 123,
        has_next: true,
        has_previous: true,
        max_page_num: 123,
        list: [
          {
            chat_count: 123,
            segment_code: '<string>',
            segment_name: '<string>',
            user_code: '<string>',
            create_time: '<string>',
            message_source: '<string>',
          },
        ],
      },
    });
  });
});

describe('what real clients send is taken', () => {
  test.each<[string, JsonObject, Headers]>(
    some<[string, JsonObject, Headers]>(
      [
        [
          'the body of callers, full of empty texts',
          {
            filter_mode: 0,
            filter_user_code: '',
            create_start_time: '',
            create_end_time: '',
            message_source: '',
            page: 1,
            pagesize: 10,
          },
          {},
        ],
        ['keys that nobody knows', { robot: 'x', cybertron_robot_key: 'x' }, {}],
        ['the username in a header too', {}, { username: 'me@host.com' }],
        ['another username in the header', {}, { username: 'you@host.com' }],
        ['a charset in the content type', {}, { 'content-type': 'application/json; charset=utf-8' }],
      ],
      3,
    ),
  )('%s', async (_, body, headers) => {
    const plain = await list(mock);
    expect((await list(mock, body, headers)).text).toBe(plain.text);
  });
});

describe('credentials', () => {
  const NONE = failure('Missing robot key or robot token');
  const WRONG = failure('Invalid robot key or robot token');
  test.each<[string, Headers]>(
    some<[string, Headers]>(
      [
        ['neither', { 'cybertron-robot-key': undefined, 'cybertron-robot-token': undefined }],
        ['no key', { 'cybertron-robot-key': undefined }],
        ['no token', { 'cybertron-robot-token': undefined }],
        ['an empty key', { 'cybertron-robot-key': '' }],
        ['an empty token', { 'cybertron-robot-token': ' ' }],
        ['the names with underscores', { 'cybertron-robot-key': undefined, cybertron_robot_key: ROBOT_KEY }],
      ],
      3,
    ),
  )('%s', async (_, headers) => {
    const answer = await list(mock, {}, headers);
    expect([answer.status, answer.text]).toEqual([200, NONE]);
  });

  test.each<[string, MockOptions, Headers, boolean]>(
    some<[string, MockOptions, Headers, boolean]>(
      [
        ['any pair is taken', {}, { 'cybertron-robot-key': 'a', 'cybertron-robot-token': 'b' }, true],
        ['strict: the test pair', { strictKeys: true }, {}, true],
        ['strict: another token', { strictKeys: true }, { 'cybertron-robot-token': 'b' }, false],
        ['strict: another key', { strictKeys: true }, { 'cybertron-robot-key': 'a' }, false],
        [
          'strict: a pair made known',
          { strictKeys: true, keys: { cybotstar: ['a:b'] } },
          { 'cybertron-robot-key': 'a', 'cybertron-robot-token': 'b' },
          true,
        ],
      ],
      3,
    ),
  )('%s', async (_, options, headers, isTaken) => {
    const answer = await list(await cybotstar(options), {}, headers);
    expect(answer.status).toBe(200);
    if (isTaken) expect(answer.body.code).toBe('000000');
    else expect(answer.text).toBe(WRONG);
  });

  test('come before the body', async () => {
    expect((await post(mock, '{', { 'cybertron-robot-key': undefined })).text).toBe(NONE);
  });
});

describe('the slash at the end', () => {
  const bare = PATH.slice(0, -1);
  test('without it there is nothing', async () => {
    const { status, headers } = await post(mock, '{}', {}, bare);
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('text/plain');
  });

  test.each(['', '/cybotstar'])('appendSlash: without it %s redirects to where it is', async (mount) => {
    const appending = await cybotstar({ profiles: ['cybotstar.appendSlash'] });
    const { status, headers } = await post(appending, '{}', {}, mount + bare);
    expect(status).toBe(301);
    expect(new URL(headers.get('location') as string, `http://mock${mount}${bare}`).pathname).toBe(
      mount + PATH,
    );
  });
});

describe('profiles', () => {
  const refused = (name: string) => failure(`Invalid parameter: ${name}`);

  test('docs: the username header is required', async () => {
    const docs = await cybotstar({ profiles: ['cybotstar.docs'] });
    expect((await list(docs)).text).toBe(failure('Missing parameter: username'));
    expect((await list(docs, {}, { username: 'me@host.com' })).body.code).toBe('000000');
  });

  test.each<[string, JsonObject, string | undefined]>(
    some<[string, JsonObject, string | undefined]>(
      [
        ['an ISO time', { create_start_time: '2023-11-07T05:31:56Z' }, undefined],
        ['an ISO time without an offset', { create_start_time: '2023-11-07T05:31:56' }, undefined],
        ['a day', { create_start_time: '2023-11-07' }, undefined],
        ['a local time', { create_start_time: '2024-10-01 00:00:00' }, refused('create_start_time')],
        ['an empty time', { create_start_time: '' }, refused('create_start_time')],
        ['a list of codes', { segment_code_list: [] }, undefined],
        ['one code as a text', { segment_code_list: 'x' }, refused('segment_code_list')],
      ],
      3,
    ),
  )('docs: %s', async (_, body, text) => {
    const docs = await cybotstar({ profiles: ['cybotstar.docs'] });
    const answer = await list(docs, body, { username: 'me@host.com' });
    if (text === undefined) expect(answer.body.code).toBe('000000');
    else expect(answer.text).toBe(text);
  });

  test('docs: without rows page and page_size are those asked for', async () => {
    const docs = await cybotstar({ profiles: ['cybotstar.docs'], rows: 0 });
    const { data } = (await list(docs, { page: 3, pagesize: 20 }, { username: 'me@host.com' })).body;
    expect(data).toMatchObject({ total: 0, page: 3, page_size: 20 });
  });

  test.each<[string, JsonObject, string | undefined]>(
    some<[string, JsonObject, string | undefined]>(
      [
        ['no mode', {}, failure('Missing parameter: filter_mode')],
        ['a local time', { filter_mode: 0, create_start_time: '2024-10-01 00:00:00' }, undefined],
        [
          'an ISO time',
          { filter_mode: 0, create_start_time: '2023-11-07T05:31:56Z' },
          refused('create_start_time'),
        ],
        ['one code as a text', { filter_mode: 0, segment_code_list: 'x' }, undefined],
        ['a list of codes', { filter_mode: 0, segment_code_list: ['x'] }, refused('segment_code_list')],
      ],
      3,
    ),
  )('gitbook: %s', async (_, body, text) => {
    const answer = await list(await cybotstar({ profiles: ['cybotstar.gitbook'] }), body);
    if (text === undefined) expect(answer.body.code).toBe('000000');
    else expect(answer.text).toBe(text);
  });

  test('gitbook: chat_count is a text of digits', async () => {
    const gitbook = await cybotstar({ profiles: ['cybotstar.gitbook'] });
    for (const one of (await list(gitbook, { filter_mode: 0 })).body.data.list)
      expect(one.chat_count).toMatch(/^\d+$/);
  });

  test('emptyEcho: without rows page and page_size are those asked for', async () => {
    const echoing = await cybotstar({ profiles: ['cybotstar.emptyEcho'], rows: 0 });
    const { data } = (await list(echoing, { page: 3, pagesize: 20 })).body;
    expect(data).toMatchObject({ total: 0, page: 3, page_size: 20, has_next: false, list: [] });
  });

  test('isoTimes: rows show the same instants as ISO 8601', async () => {
    const iso = await cybotstar({ profiles: ['cybotstar.isoTimes'] });
    const [one] = (await list(iso)).body.data.list;
    const [local] = (await list(mock)).body.data.list;
    expect(one.create_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(one.create_time)).toBe(Date.parse(`${local.create_time.replace(' ', 'T')}+08:00`));
  });

  test('v2: the same under /openapi/v2, which is off by default', async () => {
    const path = PATH.replace('v1', 'v2');
    const body = '{"username":"me@host.com"}';
    const both = await cybotstar({ profiles: ['cybotstar.v2'] });
    expect((await post(both, body, {}, path)).text).toBe((await post(both, body)).text);
    expect((await post(mock, body, {}, path)).status).toBe(501);
  });
});
