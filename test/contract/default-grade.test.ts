import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import type { CheckName } from '../../src/contract/checks.ts';
import { checkExchange } from '../../src/index.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { some } from '../_some.ts';

type Change = (body: any, response: Response) => unknown;

/** What a run finds at a server with one change, at the grade that users of `--url` have. */
async function resultOf(
  vendor: string,
  change: (answer: Response, request: Request) => Promise<Response> | Response,
  only: readonly CheckName[],
): Promise<SpecResult> {
  const mock = await createMock({ vendors: [vendor], strictKeys: true });
  const { specs } = await checkContract({
    vendors: [vendor],
    grade: 'documented',
    only,
    fetch: async (request) => change(await mock.fetch(request.clone()), request),
  });
  return specs[0] as SpecResult;
}

/** The errors that it finds. */
async function errorsOf(...server: Parameters<typeof resultOf>): Promise<string[]> {
  const { findings } = await resultOf(...server);
  return findings.filter(({ level }) => level === 'error').map(({ check, title }) => `${check}: ${title}`);
}

/** A change of each JSON body that has what is changed. */
const inBody = (change: Change) => async (answer: Response) => {
  if (!/json/.test(answer.headers.get('content-type') ?? '')) return answer;
  const body = await answer.clone().json();
  const other = change(body, answer) ?? body;
  return new Response(JSON.stringify(other), { status: answer.status, headers: plain(answer) });
};

const plain = ({ headers }: Response) => {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return kept;
};

const eachRow = (name: string, change: (row: any) => void) =>
  inBody((body) => {
    for (const row of body[name] ?? body.data?.[name] ?? []) change(row);
  });
const inFailure = (change: (body: any) => void) =>
  inBody((body, { status }) => {
    if (status >= 400) change(body);
  });
const inData = (change: (data: any) => void) =>
  inBody((body) => {
    if (body.data) change(body.data);
  });

describe('what a page states and a server does not keep is an error', () => {
  test.each<
    [string, string, (answer: Response, request: Request) => Promise<Response> | Response, CheckName[]]
  >(
    some<[string, string, (answer: Response, request: Request) => Promise<Response> | Response, CheckName[]]>(
      [
        ['rows without an id', 'gptbots', eachRow('list', (row) => delete row.conversation_id), ['schema']],
        [
          'ids that are numbers',
          'gptbots',
          eachRow('list', (row) => {
            row.conversation_id = 5;
          }),
          ['schema'],
        ],
        ['failures without a code', 'gptbots', inFailure((body) => delete body.code), ['schema', 'refuses']],
        [
          'failures without a message',
          'gptbots',
          inFailure((body) => delete body.message),
          ['schema', 'refuses'],
        ],
        [
          'a code that is a text',
          'gptbots',
          inFailure((body) => {
            body.code = String(body.code);
          }),
          ['schema', 'refuses'],
        ],
        [
          'a total that is a text',
          'cybotstar',
          inData((data) => {
            data.total = String(data.total);
          }),
          ['schema'],
        ],
        [
          'a page that is a text',
          'cybotstar',
          inData((data) => {
            data.page = String(data.page);
          }),
          ['schema'],
        ],
        [
          'a count that is a text',
          'cybotstar',
          eachRow('list', (row) => {
            row.chat_count = String(row.chat_count);
          }),
          ['schema'],
        ],
        [
          'rows without their name',
          'cybotstar',
          eachRow('list', (row) => delete row.segment_name),
          ['schema'],
        ],
        ['no id', 'bigmodel', eachRow('conversation_list', (row) => delete row.id), ['schema']],
        [
          'an error code that is a number',
          'bigmodel',
          inBody((body) => {
            if (body.error) body.error.code = Number(body.error.code);
          }),
          ['schema', 'refuses'],
        ],
        [
          'an error code that is a number',
          'alibaba',
          inBody((body) => {
            if ('errCode' in body) body.errCode = 5;
          }),
          ['schema'],
        ],
        [
          'a loaded conversation without its id',
          'chatnio',
          inBody((body) => {
            if (!Array.isArray(body.data)) delete body.data?.id;
          }),
          ['schema', 'link-loads'],
        ],
      ],
      4,
    ),
  )('%s (%s)', async (_, vendor, change, only) => {
    const errors = await errorsOf(vendor, change, only);
    expect(errors.length).toBeGreaterThan(0);
  });

  test('another default size of a page (cybotstar)', async () => {
    const mock = await createMock({ vendors: ['cybotstar'], strictKeys: true });
    const errors = await errorsOf(
      'cybotstar',
      async (answer, request) => {
        const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
        if (answer.status !== 200 || 'pagesize' in body) return answer;
        const headers = plain(request as unknown as Response);
        return mock.fetch(
          new Request(request.url, {
            method: 'POST',
            headers,
            body: JSON.stringify({ ...body, pagesize: 20 }),
          }),
        );
      },
      ['page-default'],
    );
    expect(errors).toContain('page-default: a request without a page size does not get 10 rows');
  });
});

describe('what no page states breaks nothing', () => {
  const withoutCharset = (answer: Response) => {
    const headers = plain(answer);
    const type = headers.get('content-type') ?? '';
    if (/json/.test(type)) headers.set('content-type', 'application/json');
    return new Response(answer.body, { status: answer.status, headers });
  };
  const withStatus = (status: number, isError: (body: any) => boolean) => async (answer: Response) => {
    const body = await answer
      .clone()
      .json()
      .catch(() => undefined);
    return isError(body) ? new Response(answer.body, { status, headers: plain(answer) }) : answer;
  };
  const BODY: CheckName[] = ['media-type', 'charset', 'schema', 'json'];
  const REFUSED: CheckName[] = [...BODY, 'status', 'refuses', 'refusal', 'credential', 'credential-refusal'];
  test.each<[string, string, (answer: Response) => Promise<Response> | Response, CheckName[]]>(
    some<[string, string, (answer: Response) => Promise<Response> | Response, CheckName[]]>(
      [
        ['JSON without a charset', 'bigmodel', withoutCharset, BODY],
        ['JSON without a charset', 'alibaba', withoutCharset, BODY],
        ['JSON without a charset', 'chatnio', withoutCharset, BODY],
        ['errors with 403', 'gptbots', withStatus(403, (body) => body?.code !== undefined), REFUSED],
        ['errors with 401', 'cybotstar', withStatus(401, (body) => body?.code?.startsWith('4')), REFUSED],
        [
          '401 without a body',
          'chatnio',
          (answer) =>
            answer.status === 401 ? new Response(null, { status: 401, headers: plain(answer) }) : answer,
          REFUSED,
        ],
      ],
      3,
    ),
  )('%s (%s)', async (_, vendor, change, only) => expect(await errorsOf(vendor, change, only)).toEqual([]));
});

test('an answer that has nothing of the page breaks the contract (cybotstar)', async () => {
  const found = await checkExchange(Response.json({ hello: 'world' }), 'cybotstar', 'listSegments');
  expect(found.verdict).toBe('broken');
});

test('what was missing is not said to be checked, nor that nothing provokes it (gptbots)', async () => {
  const { ledger } = await resultOf(
    'gptbots',
    eachRow('list', (row) => delete row.conversation_id),
    ['schema', 'page-disjoint'],
  );
  const stateOf = (wanted: string) => ledger.find(({ kind, name }) => `${kind}:${name}` === wanted)?.state;
  expect(stateOf('property:200/list/*/conversation_id')).toBe('failed');
  expect(stateOf('check:page-disjoint')).toBe('skipped');
});

test.each(some(builtinNames().reverse(), 4))(
  'the mock of %s holds at this grade, and every entry says why it was not checked',
  async (vendor) => {
    const { specs } = await checkContract({ vendors: [vendor], grade: 'documented' });
    const { findings, ledger } = specs[0] as SpecResult;
    expect(findings.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(ledger.filter(({ reason }) => reason === 'not-reached')).toEqual([]);
  },
);
