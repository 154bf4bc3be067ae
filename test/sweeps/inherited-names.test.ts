import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { verifyFixtures } from '../../src/verify-fixtures.ts';
import { some } from '../_some.ts';
import { tinyDocument } from '../_tiny.ts';
import { run } from '../cli/_run.ts';

/** What every object inherits, or what setting does something else with: as names they are like any other. */
const NAMES = ['__proto__', 'constructor', 'hasOwnProperty'];

/** JSON in which everything that somebody names has one name. */
function documentOf(name: string): string {
  const text = JSON.stringify(
    tinyDocument((document) => {
      const list = document.paths['/notes'].get;
      list.parameters.push(
        { name: 'NAME', in: 'header', schema: { type: 'string' } },
        { name: 'NAME', in: 'cookie', schema: { type: 'string' } },
      );
      const [ok] = [list.responses['200']];
      // Node's own Headers lose one that is called __proto__.
      if (name !== '__proto__')
        ok.headers = { NAME: { required: true, schema: { type: 'string', const: 'here' } } };
      ok.content['application/json'].schema.properties.NAME = { type: 'string' };
      document.paths['/say'] = {
        post: {
          operationId: 'say',
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['NAME'],
                  properties: { NAME: { type: 'integer', minimum: 1 } },
                },
                example: { NAME: 1 },
              },
            },
          },
          responses: {
            200: {
              description: 'it',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Problem' },
                  example: { problem: 'none', NAME: 'x' },
                },
              },
            },
            400: { $ref: '#/components/responses/Bad' },
          },
        },
      };
      document.components.schemas.Problem.required.push('NAME');
      document.components.schemas.Problem.properties.NAME = { type: 'string' };
      document.components.securitySchemes = { NAME: { type: 'apiKey', in: 'header', name: 'X-Key' } };
      document.security = [{ NAME: [] }];
      const refused = { response: '400', example: 'invalid' };
      Object.assign(document['x-confab'].failures, { 'no-credential': refused, 'wrong-credential': refused });
      for (const { content } of Object.values<any>(document.components.responses))
        for (const { value } of Object.values<any>(content['application/json'].examples)) value.NAME = 'x';
    }),
  );
  return text
    .replaceAll('"NAME"', JSON.stringify(name))
    .replaceAll(/"kind"/g, JSON.stringify(name))
    .replaceAll('$request.query.kind', `$request.query.${name}`)
    .replaceAll('"notes":"#', `${JSON.stringify(name)}:"#`)
    .replaceAll('"collection":"notes"', `"collection":${JSON.stringify(name)}`)
    .replaceAll('/schemas/Note"', `/schemas/${name}"`)
    .replaceAll('"Note"', JSON.stringify(name))
    .replaceAll('"missing"', JSON.stringify(name))
    .replaceAll('"getNote"', JSON.stringify(name));
}

test.each(some(NAMES, 4))(
  'everything is called %s: served, checked, recorded, replayed, verified',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'confab-names-'));
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, documentOf(name));
    const mock = await createMock({ vendors: [file], rows: JSON.parse(`{"${name}": 30}`) });
    const key = { headers: { 'x-key': 'a-key-of-somebody' } };
    const ask = async (target: string, init: RequestInit = {}) => {
      const response = await mock.fetch(`${mock.url(name)}/api${target}`, { ...key, ...init });
      return { status: response.status, text: await response.text(), headers: response.headers };
    };

    const header = name === '__proto__' ? null : 'here';
    const all = await ask('/notes?size=100');
    expect([all.status, all.headers.get(name)], all.text).toEqual([200, header]);
    const { notes, total } = JSON.parse(all.text);
    expect(total).toBe(30);
    const named = notes.filter((note: object) => Object.hasOwn(note, name));
    expect(named.length).toBeGreaterThan(5);
    const wanted = notes.filter((note: any) => Object.hasOwn(note, name) && note[name] === 'a');
    const some = JSON.parse((await ask(`/notes?${name}=a&size=100`)).text);
    expect(some.total).toBe(wanted.length);
    expect((await ask(`/notes?${name}=z`)).status).toBe(400);
    const say = (body: string) =>
      ask('/say', { method: 'POST', headers: { ...key.headers, 'content-type': 'application/json' }, body });
    expect((await say(`{"${name}": 3}`)).status).toBe(200);
    expect((await say(`{"${name}": 0}`)).status).toBe(400);
    expect((await say('{}')).status).toBe(400);
    expect((await mock.fetch(`${mock.url(name)}/api/notes`)).status).not.toBe(500);

    const result = await checkContract({ vendors: [file], safe: [name] });
    expect(
      result.specs.flatMap(({ findings }) =>
        findings.map(
          ({ operation, title, expected, actual }) => `${operation} ${title} ${expected} ${actual}`,
        ),
      ),
    ).toEqual([]);

    const har = join(folder, 'traffic.har');
    const entry = (target: string, text: string) => ({
      startedDateTime: '2026-06-01T08:00:00.000Z',
      request: { method: 'GET', url: `https://tiny.example/api${target}`, headers: [] },
      response: {
        status: 200,
        headers: [
          { name: 'content-type', value: 'application/json' },
          ...(name === '__proto__' ? [] : [{ name, value: 'here' }]),
        ],
        content: { text },
      },
    });
    writeFileSync(
      har,
      JSON.stringify({ log: { entries: [entry(`/notes?${name}=a&size=100`, JSON.stringify(some))] } }),
    );
    const out = join(folder, 'fixtures');
    const imported = await run(['import', har, '--spec', file, '--out', out]);
    expect([imported.code, imported.err]).toEqual([0, expect.stringContaining('1 exchange imported')]);
    const replay = await createReplay({ specs: [file], fixtures: [out] });
    const played = await replay.fetch(`http://confab.localhost/${name}/api/notes?${name}=a&size=100`, key);
    expect([played.status, played.headers.get(name)]).toEqual([200, header]);
    expect(await played.text()).toContain(`"${name}":"a"`);
    const verified = await verifyFixtures({ specs: [file], fixtures: [out] });
    expect(
      verified.specs.flatMap(({ findings }) =>
        findings.map(
          ({ operation, title, expected, actual }) => `${operation} ${title} ${expected} ${actual}`,
        ),
      ),
    ).toEqual([]);
    for (const report of ['json', 'html'])
      expect((await run(['verify', out, '--spec', file, '--report', report])).code).toBe(0);

    const rows = JSON.parse(
      `{"${name}": [{"id": "0", "title": "t", "written": 1, "stars": 1, "${name}": "b"}]}`,
    );
    const supplied = await createMock({
      vendors: [file],
      rows,
      keys: JSON.parse(`{"${name}": ["the-key-of-one"]}`),
      strictKeys: true,
    });
    const one = await supplied.fetch(`${supplied.url(name)}/api/notes?${name}=b`, {
      headers: { 'x-key': 'the-key-of-one' },
    });
    expect(await one.text()).toContain(`"${name}":"b"`);
  },
);

test.each(some(NAMES, 4))('--key %s=… and --rows %s=… name a vendor that is not served', async (name) => {
  for (const option of ['--key', '--rows']) {
    const { code, err } = await run(['mock', 'gptbots', '--port', '0', option, `${name}=5`], {
      stopped: Promise.resolve(),
    });
    expect([code, err]).toEqual([1, expect.stringContaining(`${name} is not served; served: gptbots`)]);
  }
});
