import { describe, expect, test } from 'vitest';
import { createChosen } from '../../src/mock/chosen.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { Incoming, splitTarget } from '../../src/mock/incoming.ts';
import { createSampler } from '../../src/mock/sampler.ts';
import { type AnswerChoice, choicesOf } from '../../src/spec/answer-choice.ts';
import { CAUSES } from '../../src/spec/causes.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';

const { specs } = await createMock();
const [tiny] = (await loadSpecs({
  vendors: [
    await file(
      'tiny.yaml',
      tinyDocument((document) => {
        const { responses } = document.paths['/notes'].get;
        const json = (example?: unknown) => ({
          'application/json': {
            schema: { type: 'object', required: ['said'], properties: { said: { const: 'no' } } },
            ...(example !== undefined && { example }),
          },
        });
        responses['5XX'] = { description: 'Broken', content: json({ said: 'no', more: 'in a range' }) };
        responses['204'] = { description: 'Nothing', content: json({ said: 'no' }) };
        responses.default = { description: 'Anything else', content: json() };
      }),
    ),
  ],
})) as [Spec];

async function choose(spec: Spec, operation: Operation, choice: AnswerChoice) {
  const make = createChosen(spec, operation, await createSampler(spec, operation));
  const request = new Request(`http://mock${operation.path}?a=1`);
  const { path, query } = splitTarget(request.url);
  const route = { spec, operation, mount: '', template: operation.path };
  const incoming = new Incoming(request, path, query, { route, path: {} } as never, '', '', {} as never);
  return make(choice, { seed: 1, incoming, details: {} });
}

const operationOf = (spec: Spec, id: string) => spec.operations.find((one) => one.id === id) as Operation;
const listNotes = operationOf(tiny, 'listNotes');

describe('an answer by status code', () => {
  test.each<[string, number, number | undefined, string | undefined]>(
    some<[string, number, number | undefined, string | undefined]>(
      [
        ['declared', 400, 400, undefined],
        ['of a range', 503, 503, 'in a range'],
        ['of a range, its plainest', 500, 500, 'in a range'],
        ['that only default stands for', 418, 418, '{"said":"no"}'],
        ['that has no body, whatever is declared', 204, 204, 'null'],
        ['that is no whole answer', 101, undefined, undefined],
        ['past the last', 600, undefined, undefined],
        ['that is no whole number', 404.5, undefined, undefined],
        ['that is no number', Number.NaN, undefined, undefined],
      ],
      4,
    ),
  )('%s: %d', async (_, code, status, body) => {
    const answer = await choose(tiny, listNotes, { code });
    expect(answer?.status).toBe(status);
    if (body !== undefined) expect(String(answer?.body)).toContain(body);
  });

  test('that no response and no default stands for', async () => {
    const [spec] = specs.filter(({ name }) => name === 'alibaba') as [Spec];
    expect(await choose(spec, operationOf(spec, 'listConversations'), { code: 418 })).toBeUndefined();
  });
});

test('an example whose name another response has, too, is chosen with its response', async () => {
  const [spec] = (await loadSpecs({ vendors: ['bigmodel'], profiles: ['bigmodel.docs'] })) as [Spec];
  const operation = operationOf(spec, 'listConversations');
  expect(choicesOf(operation).examples).toEqual(
    expect.arrayContaining(['documented', 'default/documented', 'outOfCredit']),
  );
  const [first, second] = [
    await choose(spec, operation, { example: 'documented' }),
    await choose(spec, operation, { example: 'default/documented' }),
  ];
  expect([first?.status, second?.status]).toEqual([200, 500]);
  expect(second?.body).toBe('{"error":{"code":"<string>","message":"<string>"}}');
});

test.each<[string, AnswerChoice]>([
  ['an example that no response has', { example: 'nothing' }],
  ['an example that every object inherits', { example: 'constructor' }],
  ['a cause without an answer', { cause: 'no-permission' }],
])('there is no answer for %s', async (_, choice) => {
  const [spec] = specs.filter(({ name }) => name === 'chatnio') as [Spec];
  const operation = operationOf(spec, 'preflightList');
  expect(await choose(spec, operation, choice)).toBeUndefined();
});

const vendors = specs.flatMap((spec) =>
  spec.operations.map((operation) => [`${spec.name}.${operation.id}`, spec, operation] as const),
);

test.each(some(vendors, 4))(
  '%s: every example, cause and code that it names has its answer, filled in',
  async (_, spec, operation) => {
    const { causes, examples, codes } = choicesOf(operation);
    for (const choice of [
      ...causes.map((cause) => ({ cause })),
      ...examples.map((example) => ({ example })),
      ...codes.filter((code) => /^\d+$/.test(code)).map((code) => ({ code: Number(code) })),
    ]) {
      const answer = await choose(spec, operation, choice);
      expect(answer, JSON.stringify(choice)).toBeDefined();
      const text = String(answer?.body ?? '');
      expect(text, JSON.stringify(choice)).not.toMatch(/\{[a-zA-Z$]+\}/);
      if ('cause' in choice) expect(answer?.headers['x-confab-cause']).toMatch(choice.cause);
    }
  },
);

test.each<[string, string, string, AnswerChoice, number, string]>(
  some<[string, string, string, AnswerChoice, number, string]>(
    [
      [
        'gptbots',
        'listConversations',
        'a single code',
        { example: 'agentDeleted' },
        400,
        '{"code":20059,"message":"Agent 已删除"}',
      ],
      ['bigmodel', 'listConversations', 'a single code', { example: 'outOfCredit' }, 429, '"code":"1113"'],
      [
        'bigmodel',
        'listConversations',
        'the field that it is about',
        { cause: 'missing-parameter' },
        400,
        '未正常接收到assistant_id参数',
      ],
      [
        'chatnio',
        'loadConversation',
        'a failure inside a success',
        { cause: 'rate-limited' },
        200,
        '"request_throttled"',
      ],
      ['chatnio', 'listConversations', 'an empty body', { cause: 'internal' }, 500, ''],
      [
        'alibaba',
        'listConversations',
        'what the server computed',
        { cause: 'wrong-signature' },
        400,
        'server CanonicalRequest is [GET\\n/api/v1/modelRouter',
      ],
      [
        'alibaba',
        'listConversations',
        'the header that is missing',
        { cause: 'missing-header' },
        400,
        '"Code":"MissingDate"',
      ],
      [
        'alibaba',
        'listConversations',
        'a field with an answer of its own',
        { cause: 'missing-parameter' },
        400,
        '"Code":"MissingVersion"',
      ],
      [
        'alibaba',
        'listConversations',
        'a field of no special kind',
        { cause: 'invalid-parameter' },
        400,
        '"Code":"InvalidpageIndex"',
      ],
    ],
    4,
  ),
)('%s.%s shows %s: %j', async (name, id, _, choice, status, text) => {
  const spec = specs.find((one) => one.name === name) as Spec;
  const answer = await choose(spec, operationOf(spec, id), choice);
  expect(answer?.status).toBe(status);
  expect(String(answer?.body)).toContain(text);
});

test('a document that names no causes has those that HTTP suggests of its responses', () => {
  expect(choicesOf(operationOf(tiny, 'listNotes')).causes).toEqual(CAUSES);
});
