import { describe, expect, test } from 'vitest';
import { readCurl } from '../../corpus/read-curl.js';
import { createMock } from '../../src/mock/create-mock.ts';
import { run } from '../cli/_run.ts';

describe('each printed command works as printed', () => {
  test.each([
    ['11-basic', 1],
    ['15-placeholder', 3],
  ])('%s', async (name, count) => {
    const source = `test/cases/${name}.yaml`;
    const { out } = await run(['curl', source]);
    const commands = out.split(/^#.*\n/m).filter((text) => text.trim() !== '');
    const mock = await createMock({ vendors: [source] });
    const statuses = commands.map(async (command) => {
      const { url, ...init } = readCurl(command);
      return (await mock.fetch(new Request(url, init as RequestInit))).status;
    });
    expect(await Promise.all(statuses)).toEqual(Array.from({ length: count }, () => 204));
  });
});
