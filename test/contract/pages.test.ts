import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { check, type Fetch } from './relations/_servers.ts';

/** Servers that do what a vendor's page says, or do not, at the grade that users get. */

/** What a server answers in place of a body; undefined leaves the answer. */
type Change = (body: any, asked: URLSearchParams, status: number) => unknown;

const WITHOUT_BODY = new Response(null, { status: 401 });

async function errorsOf(vendor: string, only: string, change: Change): Promise<string[]> {
  const mock = await createMock({ vendors: [vendor], strictKeys: true, rows: 37 });
  const fetch: Fetch = async (request) => {
    const response = await mock.fetch(request);
    const body = await response.clone().json();
    const other = change(body, new URL(request.url).searchParams, response.status);
    if (other === undefined) return response;
    if (other instanceof Response) return other.clone();
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(other), { status: response.status, headers });
  };
  const { findings } = await check(mock.specs[0] as Spec, fetch, {
    only: only.split(' '),
    asserted: 'documented',
  });
  return findings.filter(({ level }) => level === 'error').map(({ title }) => title);
}

/** The body with another row, page or envelope; failures stay as they are. */
const inRows =
  (change: (row: any) => object): Change =>
  (body) =>
    body.data && { ...body, data: { ...body.data, list: body.data.list.map(change) } };
const inPage =
  (change: (data: any, asked: URLSearchParams) => object): Change =>
  (body, asked) =>
    body.data && { ...body, data: change(body.data, asked) };
const inEnvelope =
  (change: (body: any) => object): Change =>
  (body) =>
    body.success && change(body);
const inLoaded =
  (change: (row: any) => object): Change =>
  (body) =>
    body.status && body.data && !Array.isArray(body.data) ? { ...body, data: change(body.data) } : undefined;
const inListed =
  (change: (row: any) => object): Change =>
  (body) =>
    Array.isArray(body.data) ? { ...body, data: body.data.map(change) } : undefined;

test.each<[string, string, string, Change]>(
  some<[string, string, string, Change]>(
    [
      ['alibaba', 'errCode is a number', 'schema', inEnvelope((body) => ({ ...body, errCode: 7 }))],
      ['alibaba', 'there is no requestId', 'schema', inEnvelope(({ requestId, ...body }) => body)],
      ['alibaba', 'there is no total', 'total', inPage(({ total, ...data }) => data)],
      ['alibaba', 'maxResult is a number', 'schema', inPage((data) => ({ ...data, maxResult: 10 }))],
      ['alibaba', 'titles are numbers', 'schema', inRows((row) => ({ ...row, title: 7 }))],
      ['alibaba', 'ids are text', 'schema', inRows((row) => ({ ...row, id: String(row.id) }))],
      ['alibaba', 'messageCount is text', 'schema', inRows((row) => ({ ...row, messageCount: '7' }))],
      ['alibaba', 'modelIds is a list', 'schema', inRows((row) => ({ ...row, modelIds: [7] }))],
      ['alibaba', 'gmtModified is a number', 'schema', inRows((row) => ({ ...row, gmtModified: 7 }))],
      [
        'alibaba',
        'ten rows come by default',
        'page-default',
        inPage((data, asked) =>
          asked.has('pageSize') || asked.has('maxResults') ? data : { ...data, list: data.list.slice(0, 10) },
        ),
      ],
      [
        'alibaba',
        'no page is the last one by its token',
        'token',
        inPage((data) => ({ ...data, nextToken: data.nextToken || '99' })),
      ],
      [
        'chatnio',
        'a loaded conversation has no id',
        'schema accepts link-loads',
        inLoaded(({ id, ...row }) => row),
      ],
      [
        'chatnio',
        'listed conversations have an id of text',
        'schema',
        inListed((row) => ({ ...row, id: 'x' })),
      ],
      ['chatnio', 'a listed message is text', 'schema', inListed((row) => ({ ...row, message: '' }))],
    ],
    2,
  ),
)('%s: %s, which is an error', async (vendor, _, only, change) => {
  expect(await errorsOf(vendor, only, change)).not.toEqual([]);
});

test.each<[string, string, string, Change]>(
  some<[string, string, string, Change]>(
    [
      ['alibaba', 'errCode is null', 'schema', inEnvelope((body) => ({ ...body, errCode: null }))],
      ['alibaba', 'maxResult is no number', 'schema', inPage((data) => ({ ...data, maxResult: 'ten' }))],
      [
        'alibaba',
        'pageSize is the number of rows',
        'page-echo page-default',
        inPage((data) => ({ ...data, pageSize: data.list.length })),
      ],
      [
        'alibaba',
        'rows have no more than the shortest that the page shows',
        'schema',
        inRows(({ id, title }) => ({ id, title })),
      ],
      [
        'alibaba',
        'the last page has the token None',
        'token',
        inPage((data) => ({ ...data, nextToken: data.nextToken || 'None' })),
      ],
      ['alibaba', 'JSON comes without a charset', 'charset media-type', (body) => body],
      ['chatnio', 'JSON comes without a charset', 'charset media-type', (body) => body],
      [
        'chatnio',
        'a 401 has no body',
        'json media-type schema status credential-refusal',
        (_body, _asked, status) => (status === 401 ? WITHOUT_BODY : undefined),
      ],
      [
        'chatnio',
        'every refused credential gets a 401 without a body',
        'json media-type schema status credential-refusal',
        (body) => (body.message === 'user not found' ? WITHOUT_BODY : undefined),
      ],
      [
        'chatnio',
        'listed conversations show their values',
        'schema',
        inListed((row) => ({ ...row, user_id: 1, model: 'spark-desk', enable_web: true })),
      ],
    ],
    2,
  ),
)('%s: %s, as its page has it', async (vendor, _, only, change) => {
  expect(await errorsOf(vendor, only, change)).toEqual([]);
});
