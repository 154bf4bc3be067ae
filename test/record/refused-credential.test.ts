import { describe, expect, test } from 'vitest';
import { MODE_NAMES } from '../../src/record/playback/modes.ts';
import { refusedCredential } from '../../src/record/refused-credential.ts';
import { builtinNames } from '../../src/spec/builtin.ts';
import { isCredentialCause } from '../../src/spec/causes.ts';
import { failureOf, failuresOf } from '../../src/spec/failure-of.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import {
  type Answer,
  answerJson,
  fixturesOf,
  folder,
  type Stage,
  withRecording,
  withReplay,
} from './_recording.ts';

const specs = await loadSpecs({ vendors: builtinNames() });
const operations = specs.flatMap((spec) =>
  spec.operations.flatMap((operation) => (failuresOf(operation).length > 0 ? [{ spec, operation }] : [])),
);
const stored = (status: number, json?: unknown) => ({
  status,
  headers: ['Content-Type: application/json'],
  ...(json !== undefined && { body: { json: json as any } }),
});
const exampleOf = (operation: Operation, cause: any) => {
  const answer = failureOf(operation, cause);
  const example = answer?.media.examples.get(answer.example);
  const body = typeof example === 'string' ? { text: example } : { json: example as any };
  return { status: answer?.status ?? 0, headers: ['Content-Type: application/json'], body };
};

describe.each(
  some(
    operations.map(({ spec, operation }) => [`${spec.name}.${operation.id}`, operation] as const),
    4,
  ),
)('every failure that the spec names: %s', (_, operation) => {
  test.each(some([...operation.failures.keys()], 4))('%s', (cause) => {
    const found = refusedCredential(operation, exampleOf(operation, cause));
    expect(found !== undefined).toBe(isCredentialCause(cause));
    if (found !== undefined) expect(found).toMatch(/^It refuses the credential \([a-z-]+\)$/);
  });
  test('and none is an answer with rows', () => {
    expect(refusedCredential(operation, stored(200, { list: [], total: 0, code: 0 }))).toBeUndefined();
  });
});

describe('without a word of the spec', () => {
  test.each<[number, isSecured: boolean, isRefusal: boolean]>(
    some<[number, isSecured: boolean, isRefusal: boolean]>(
      [
        [200, true, false],
        [302, true, false],
        [400, true, false],
        [401, true, true],
        [401, false, true],
        [403, true, true],
        [403, false, false],
        [404, true, false],
        [407, true, true],
        [407, false, true],
        [429, true, false],
        [500, true, false],
      ],
      4,
    ),
  )('status %d, secured %s: %s', (status, isSecured, isRefusal) => {
    const operation = {
      failures: new Map(),
      failureKinds: new Map(),
      fields: [],
      responses: new Map(),
      security: isSecured ? [{ key: [] }] : [{}],
    } as unknown as Operation;
    expect(refusedCredential(operation, stored(status, {}))).toBe(
      isRefusal ? `It refuses the credential (status ${status})` : undefined,
    );
  });
});

const LIST = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
/** Refuses every key but `right`. */
const guarded: Answer = (outgoing, incoming) => {
  if (incoming.headers.authorization === 'Bearer right-right-right')
    return answerJson({ n: 1 })(outgoing, incoming);
  outgoing.writeHead(401, { 'Content-Type': 'application/json' });
  outgoing.end('{"code":40127,"message":"no"}');
};
const ask = async ({ url }: Pick<Stage, 'url'>, key: string) =>
  (await fetch(url + LIST, { headers: { authorization: `Bearer ${key}` } })).status;

describe('a first run with a wrong key', () => {
  test.each(
    some(
      MODE_NAMES.filter((mode) => mode === 'all' || mode === 'missing'),
      4,
    ),
  )('%s', async (mode) => {
    const out = await folder();
    await withRecording(
      'gptbots',
      guarded,
      async (stage) => {
        expect(await ask(stage, 'wrong-wrong-wrong')).toBe(401);
        expect(stage.told).toMatchObject(
          mode === 'all'
            ? [{ what: 'recorded', status: 401 }]
            : [
                {
                  what: 'passed',
                  status: 401,
                  why: 'It refuses the credential (status 401), so it was not recorded. It is the one of your program: correct it there, or set CONFAB_GPTBOTS_KEY. To record such an answer on purpose: --mode all.',
                },
              ],
        );
        expect(await fixturesOf(out)).toHaveLength(mode === 'all' ? 1 : 0);
        // Nothing of it is in the way of the right one.
        expect(await ask(stage, 'right-right-right')).toBe(200);
      },
      { out, mode },
    );
  });

  test('that the environment has says so', async () => {
    await withRecording(
      'gptbots',
      guarded,
      async (stage) => {
        await ask(stage, 'any');
        expect(stage.told[0]?.why).toMatch(/recorded\. Correct CONFAB_GPTBOTS_KEY in the environment\./);
      },
      { env: { CONFAB_GPTBOTS_KEY: 'wrong-wrong-wrong' } },
    );
  });
});

test('an error under status 200 is not recorded, where the spec calls it a refusal', async () => {
  const spec = specs.find(({ operations: [one] }) => one && exampleOf(one, 'no-credential').status === 200);
  const [operation] = spec?.operations ?? [];
  if (!spec || !operation) throw new Error('no spec refuses credentials under status 200');
  const out = await folder();
  await withRecording(
    spec.name,
    answerJson(exampleOf(operation, 'no-credential').body.json),
    async ({ url, told }) => {
      await fetch(url + operation.bases[0] + operation.path, { method: operation.method });
      expect(told).toMatchObject([
        { what: 'passed', why: expect.stringMatching(/^It refuses the credential \(no-credential\)/) },
      ]);
    },
    { out },
  );
  expect(await fixturesOf(out)).toHaveLength(0);
});

describe('a recording that refuses the credential', () => {
  const recorded = async () => {
    const out = await folder();
    await withRecording('gptbots', guarded, (stage) => ask(stage, 'wrong-wrong-wrong'), { out, mode: 'all' });
    return out;
  };
  const bodies = async (out: string) => (await fixturesOf(out)).map(({ response }) => response.status);

  test('is played, and told once', async () => {
    const out = await recorded();
    const why = expect.stringMatching(
      /^It refuses the credential \(status 401\)\. To record it again: npx confabulate record gptbots .* --refused record$/,
    );
    await withRecording(
      'gptbots',
      guarded,
      async (stage) => {
        expect(await ask(stage, 'right-right-right')).toBe(401);
        expect(stage.told).toMatchObject([{ what: 'played', why }]);
      },
      { out },
    );
    await withReplay('gptbots', out, async (url, told) => {
      await ask({ url }, 'x');
      await ask({ url }, 'x');
      expect(told.map((one) => one.why)).toEqual([why, undefined]);
    });
  });

  test('is recorded again in its place, when that is wished', async () => {
    const out = await recorded();
    await withRecording(
      'gptbots',
      guarded,
      async (stage) => {
        expect(await ask(stage, 'right-right-right')).toBe(200);
        expect(stage.told).toMatchObject([{ what: 'recorded', status: 200 }]);
        expect(await ask(stage, 'right-right-right')).toBe(200);
      },
      { out, refused: 'record' },
    );
    expect(await bodies(out)).toEqual([200]);
  });

  test('stays when the service still refuses', async () => {
    const out = await recorded();
    await withRecording(
      'gptbots',
      guarded,
      async (stage) => {
        expect(await ask(stage, 'wrong-wrong-wrong')).toBe(401);
        expect(stage.told).toMatchObject([{ what: 'passed', why: expect.stringMatching(/not recorded/) }]);
      },
      { out, refused: 'record' },
    );
    expect(await bodies(out)).toEqual([401]);
  });

  test('of an operation that needs no credential is an answer like any other, but for 401', async () => {
    const open = await tinyFile((document) => {
      document.paths['/ping'] = {
        get: { operationId: 'ping', security: [], responses: { 200: { description: 'Fine' } } },
      };
    });
    await withRecording(
      open,
      (outgoing) => outgoing.writeHead(403).end(),
      async ({ url, told }) => {
        await fetch(`${url}/api/ping`);
        expect(told).toMatchObject([{ what: 'recorded', status: 403 }]);
      },
    );
  });
});
