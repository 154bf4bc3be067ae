import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';

const at = (name: string) => `test/cases/${name}.yaml`;

describe('parameters in every form', async () => {
  const mock = await createMock({ vendors: [at('03-wildcard'), at('05-params')] });
  const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
  const bodies = await createMock({ vendors: [at('06-bodies')] });

  test.each<[string, number, Record<string, string>?]>([
    ['/03-wildcard/c?n=5', 204],
    ['/03-wildcard/c?n=all', 204],
    ['/03-wildcard/c?n=x', 400],
    ['/03-wildcard/c?m=5', 204],
    ['/03-wildcard/c?m=x', 400],
    ['/03-wildcard/c?d=1&d=2', 204],
    ['/03-wildcard/c?d=1&d=x', 400],
    ['/05-params/users/1,2', 200],
    ['/05-params/users/1,x', 400],
    ['/05-params/p', 200, { 'X-Ids': '1,2' }],
    ['/05-params/p', 400, { 'X-Ids': '1,x' }],
    ['/05-params/p?a=1%7C2', 200],
    ['/05-params/p?a=1%7Cx', 400],
    ['/05-params/p?f=', 200],
    ['/05-params/p', 400, { Cookie: 'ck=x' }],
    ['/05-params/p', 200, { Cookie: 'ck=1' }],
    ['/05-params/p?j=%7B%22k%22%3A%22x%22%7D', 400],
    ['/05-params/p?j=%7B%22k%22%3A1%7D', 200],
  ])('GET %s → %i %j', async (path, status, headers = {}) => {
    const answer = await mock.fetch(`http://x${path}`, { headers });
    expect(answer.status).toBe(status);
  });

  test.each<[string, number]>([
    ['', 400],
    [`filter[userId]=${UUID}`, 200],
    [`filter[userId]=${UUID}&deep[a]=x`, 400],
    [`filter[userId]=${UUID}&deep[a]=1`, 200],
    [`filter[userId]=${UUID}&offset=x`, 400],
    [`filter[userId]=${UUID}&offset=1`, 200],
    [`filter[userId]=${UUID}&ids=1&ids=2`, 200],
    [`filter[userId]=${UUID}&ids=all`, 200],
    [`filter[userId]=${UUID}&ids=some`, 400],
    [`filter[userId]=${UUID}&csv=1,2`, 200],
    [`filter[userId]=${UUID}&csv=1,x`, 400],
    ['filter[userId]=nobody', 400],
  ])('GET /06-bodies/v2/q?%s → %i', async (query, status) => {
    const answer = await bodies.fetch(`http://x/06-bodies/v2/q?${query}`);
    expect(answer.status).toBe(status);
  });
});

describe('bodies in every form', async () => {
  const mock = await createMock({ vendors: [at('03-wildcard'), at('06-bodies')] });
  const FORM = 'application/x-www-form-urlencoded';
  const multipart = (...names: string[]) => {
    const form = new FormData();
    for (const name of names) form.append(name, name === 'file' ? new File(['x'], 'x') : '1');
    return form;
  };

  test.each<[string, string, RequestInit['body'], string | undefined, number]>([
    ['a wrong type by */*', '/03-wildcard/b', '{"a":"x"}', 'application/json', 400],
    ['a right type by */*', '/03-wildcard/b', '{"a":1}', 'application/json', 204],
    ['a form with a text', '/06-bodies/v2/conv', 'n=x', FORM, 400],
    ['a form without n', '/06-bodies/v2/conv', 'Messaging.Address=a', FORM, 400],
    ['a form', '/06-bodies/v2/conv', 'n=1', FORM, 201],
    ['parts without file', '/06-bodies/v2/up', multipart('n'), undefined, 400],
    ['parts', '/06-bodies/v2/up', multipart('n', 'file'), undefined, 200],
  ])('%s: POST %s', async (_, path, body, type, status) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const answer = await mock.fetch(`http://x${path}`, { method: 'POST', body: body ?? null, headers });
    expect(answer.status).toBe(status);
  });
});
