import { describe, expect, test } from 'vitest';
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
