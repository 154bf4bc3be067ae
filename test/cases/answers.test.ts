import { describe, expect, test } from 'vitest';
import { checkExchange } from '../../src/index.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { reply } from '../mock/_reply.ts';

/** Serves a document of this folder, and tells what it answers. */
async function served(name: string) {
  const mock = await createMock({ vendors: [`test/cases/${name}.yaml`] });
  return (target: string, init: RequestInit = {}) =>
    reply(mock.fetch(new Request(`http://localhost/${name}${target}`, init)));
}

describe('04-empty-object', async () => {
  const get = await served('04-empty-object');
  test.each(['/a', '/b', '/c'])('%s: any value, and nothing of the document', async (path) => {
    const { status, text, body } = await get(path);
    expect({ status, body }, text).toEqual({ status: 200, body: {} });
  });

  test('/map: a map of texts', async () => {
    const { status, body } = await get('/map');
    expect(status).toBe(200);
    const values = Object.values(body);
    expect(values.length).toBeGreaterThan(0);
    expect(values.every((value) => typeof value === 'string')).toBe(true);
  });
});

describe('03-wildcard', async () => {
  const get = await served('03-wildcard');
  test('/a: a star is JSON', async () => {
    const { headers, body } = await get('/a');
    expect(headers.get('content-type')).toBe('application/json');
    expect(Number.isInteger(body.a)).toBe(true);
  });

  test('POST /b: a body is held against the schema of a star', async () => {
    const headers = { 'content-type': 'application/json' };
    const post = (body: string) => get('/b', { method: 'POST', headers, body });
    expect((await post('{"a":"x"}')).status).toBe(400);
    expect((await post('{"a":1}')).status).toBe(204);
  });
});

describe('08-examples', async () => {
  const get = await served('08-examples');
  test('/p: examples and defaults of properties', async () => {
    expect((await get('/p')).body).toMatchObject({ name: 'Alice', n: 7, o: { id: 5 } });
    expect((await get('/p')).body.arr[0]).toBe('el');
  });

  test('/acc: what Accept prefers, a text as it is', async () => {
    const { headers, text } = await get('/acc', { headers: { accept: 'text/csv' } });
    expect({ type: headers.get('content-type'), text }).toEqual({ type: 'text/csv', text: 'a,b\n1,2' });
  });

  test('/hdr: headers with their examples', async () => {
    const { headers } = await get('/hdr');
    expect(headers.get('x-rate-limit')).toBe('99');
    expect(headers.get('location')).toBe('/x/1');
  });

  test('/ext: an example that stands in a file', async () => {
    expect((await get('/ext')).body).toEqual({ k: 'ext' });
  });

  test.each([
    ['code=404, example=lost', 404, { e: 'lost' }],
    ['code=404; example="lost"', 404, { e: 'gone' }],
    ['example=lost', 404, { e: 'lost' }],
    ['code=404', 404, { e: 'gone' }],
    ['code=404, example=none', 400, undefined],
    ['code=500', 400, undefined],
  ])('/m with Prefer: %s', async (prefer, status, body) => {
    const answer = await get('/m', { headers: { prefer } });
    expect(answer.status).toBe(status);
    if (body) expect(answer.body).toEqual(body);
  });

  test('/m with Prefer: dynamic=true is made up', async () => {
    const { status, body, headers } = await get('/m', { headers: { prefer: 'dynamic=true' } });
    expect({ status, a: typeof body.a }).toEqual({ status: 200, a: 'number' });
    expect(body.a).not.toBe(42);
    expect(headers.get('preference-applied')).toBe('dynamic=true');
    const other = await get('/m', { headers: { prefer: 'code=404, dynamic=true' } });
    expect(other.status).toBe(404);
    expect(['gone', 'lost']).not.toContain(other.body.e);
    expect((await get('/m')).body).toEqual({ a: 42 });
  });
});

test('13-roundup POST /rw: what only answers have is not required of a request', async () => {
  const post = await served('13-roundup');
  const send = (body: object) =>
    post('/rw', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await send({ name: 'x' })).status).toBe(204);
  expect((await send({ id: 1 })).status).toBe(400);
});

test('13-roundup GET /rw: what only requests have is in no answer', async () => {
  const { body } = await (await served('13-roundup'))('/rw');
  expect(Object.keys(body)).toEqual(['id']);
});

describe('an answer is held against its schema', () => {
  const json = 'application/json';
  test.each<[name: string, operation: string, type: string, body: string, breaks: string[]]>([
    ['03-wildcard', 'a', json, '{"a":1}', []],
    ['03-wildcard', 'a', json, '{"a":"no integer"}', ['schema']],
    ['03-wildcard', 'a', 'application/vnd.x+json', '{"a":"no integer"}', ['schema']],
    ['03-wildcard', 'a', 'text/plain', 'some text', []],
    ['03-wildcard', 'a', json, 'no JSON', ['json']],
    ['13-roundup', 'rw', json, '{"id":1}', []],
    ['13-roundup', 'rw', json, '{"id":1,"secret":"s"}', ['schema']],
    ['13-roundup', 'rw', json, '{"secret":"s"}', ['schema', 'schema']],
    ['13-roundup', 'cs', json, '{}', []],
  ])('%s %s: %s %s breaks %j', async (name, operation, type, body, breaks) => {
    const answer = new Response(body, { headers: { 'content-type': type } });
    const { findings } = await checkExchange(answer, `test/cases/${name}.yaml`, operation);
    expect(findings.map(({ check }) => check)).toEqual(breaks);
  });
});
