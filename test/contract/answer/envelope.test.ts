import { describe, expect, test } from 'vitest';
import { answer, findingsOf, NOTE, type Of, operationOf, PAGE, type Part, tinyOf, told } from './_answer.ts';

const JSON_UTF8: Part = { headers: [['content-type', 'application/json; charset=utf-8']] };
const PROBLEM = { problem: 'size is wrong' };

const tiny = await tinyOf();
const single = await tinyOf('getNote');
/** Plain OpenAPI, without a word of ours. */
const plain = await tinyOf('listNotes', (document) => {
  delete document['x-confab'];
  delete document.paths['/notes'].get['x-confab'];
  delete document.paths['/notes/{id}'].get['x-confab'];
  delete document.components.schemas.Note.properties.id['x-confab'];
});
const chatnio = await operationOf('chatnio', 'listConversations');
const gptbots = await operationOf('gptbots', 'listConversations');
const always200 = await operationOf('gptbots', 'listConversations', ['gptbots.always200']);
const cybotstar = await operationOf('cybotstar', 'listSegments');
const bigmodel = await operationOf('bigmodel', 'listConversations');
const alibaba = await operationOf('alibaba', 'listConversations');

/** The named example of a success of an operation, as the document has it. */
function example({ operation }: Of, name: string): Record<string, unknown> {
  const media = [...operation.responses.values()].flatMap(({ content }) => [...content.values()]);
  return media.map(({ examples }) => examples.get(name)).find(Boolean) as Record<string, unknown>;
}

const SAYS_BOTH = 'a success says that it failed';
const IN_200 = 'a failure comes with the status 200 of a success';
const IN_400 = 'data comes with the status 400 of a failure';
const HOLLOW = 'a success has no rows in it';

/** Titles of `envelope` alone; what else an answer has wrong is its own table's. */
const envelope = (of: Of, part: Part) =>
  told(of, part)
    .filter((one) => one.startsWith('envelope'))
    .map((one) => one.slice('envelope: '.length));

describe('what is right', () => {
  test.each<[string, Of, Part]>([
    ['rows', tiny, {}],
    ['no rows', tiny, { body: { ...PAGE, notes: [], total: 0 } }],
    ['a refusal', tiny, { status: 400, body: PROBLEM }],
    ['one row', single, { body: NOTE }],
    ['an unknown id', single, { status: 404, body: { problem: 'none' } }],
    ['rows of plain OpenAPI', plain, {}],
    ['a refusal of plain OpenAPI', plain, { status: 400, body: PROBLEM }],
    ['rows in a shared envelope', chatnio, { body: example(chatnio, 'documented') }],
    ['no rows in a shared envelope', chatnio, { body: example(chatnio, 'none') }],
    ['a failure in a shared envelope', chatnio, { body: example(chatnio, 'userNotFound') }],
    ['another failure there', chatnio, { body: example(chatnio, 'throttled') }],
    ['a failure with its status', chatnio, { status: 401, body: example(chatnio, 'wrongKey') }],
    ['rows beside a shared failure', always200, { body: example(gptbots, 'documented') }],
    ['a shared failure', always200, { body: example(always200, 'invalid') }],
    ['rows with a code', cybotstar, { body: example(cybotstar, 'filled') }],
    ['no rows with a code', cybotstar, { body: example(cybotstar, 'empty') }],
    ['a failure with a code', cybotstar, { body: example(cybotstar, 'missing') }],
    ['rows', bigmodel, { body: example(bigmodel, 'documented') }],
    ['a business failure', alibaba, { body: example(alibaba, 'businessFailure') }],
    ['a success with an error code, as documented', alibaba, { body: example(alibaba, 'documented') }],
  ])('%s', (_, of, part) => expect(envelope(of, { ...JSON_UTF8, ...part })).toEqual([]));
});

describe('what is wrong', () => {
  const failure = (of: Of, name: string) => example(of, name);
  test.each<[string, Of, Part, string]>([
    ['an error in a 200', tiny, { body: PROBLEM }, IN_200],
    ['an error in the place of a row', single, { body: PROBLEM }, IN_200],
    ['an error in a 200 of plain OpenAPI', plain, { body: PROBLEM }, IN_200],
    ['an error in a 200 where nothing is required', bigmodel, { body: failure(bigmodel, 'invalid') }, IN_200],
    ['an error in a 200', gptbots, { body: failure(gptbots, 'invalid') }, IN_200],
    [
      'the error of another status in a shared envelope',
      chatnio,
      { body: failure(chatnio, 'wrongKey') },
      IN_200,
    ],
    ["the gateway's error in a 200", alibaba, { body: failure(alibaba, 'permissionDenied') }, IN_200],

    ['rows beside an error', tiny, { body: { ...PAGE, ...PROBLEM } }, SAYS_BOTH],
    ['a row beside an error', single, { body: { ...NOTE, ...PROBLEM } }, SAYS_BOTH],
    [
      'rows and a status that says no',
      chatnio,
      { body: { ...example(chatnio, 'observed'), status: false } },
      SAYS_BOTH,
    ],
    [
      'rows and a code that says no',
      cybotstar,
      { body: { ...example(cybotstar, 'filled'), code: '400000' } },
      SAYS_BOTH,
    ],
    [
      'rows and a shared failure',
      always200,
      { body: { ...example(gptbots, 'documented'), ...failure(always200, 'invalid') } },
      SAYS_BOTH,
    ],
    [
      'rows and success: false',
      alibaba,
      { body: { ...example(alibaba, 'documented'), success: false } },
      SAYS_BOTH,
    ],

    ['rows in a 400', tiny, { status: 400 }, IN_400],
    ['no rows in a 400', tiny, { status: 400, body: { ...PAGE, notes: [] } }, IN_400],
    ['a row in a 400', single, { status: 400, body: NOTE }, IN_400],
    ['rows in a 400 of plain OpenAPI', plain, { status: 400 }, IN_400],
    ['rows in a 400', gptbots, { status: 400, body: example(gptbots, 'documented') }, IN_400],
    ['rows in a 400', bigmodel, { status: 400, body: example(bigmodel, 'documented') }, IN_400],
    ['rows in an undocumented 400', chatnio, { status: 400, body: example(chatnio, 'documented') }, IN_400],

    ['nothing where nothing is required', bigmodel, { body: {} }, HOLLOW],
    ['everything one key deeper', bigmodel, { body: { result: example(bigmodel, 'documented') } }, HOLLOW],
  ])('%s', (_, of, part, title) => expect(envelope(of, { ...JSON_UTF8, ...part })).toEqual([title]));
});

describe('is said once', () => {
  test('and not by every line of the schema as well', () => {
    expect(told(tiny, { body: PROBLEM })).toEqual([`envelope: ${IN_200}`]);
    expect(told(tiny, { status: 400 })).toEqual([`envelope: ${IN_400}`]);
  });

  test('by the schema where nobody wants to hear of envelopes', () => {
    const wants = (check: string) => check === 'schema';
    expect(told(tiny, { body: PROBLEM }, { wants })).toContain('schema: /notes is missing');
  });

  test('a broken row is no failure', () =>
    expect(told(tiny, { body: { ...PAGE, notes: [{ ...NOTE, stars: 'many' }] } })).toEqual([
      'schema: /notes/*/stars must be integer',
    ]));

  test('where a success has the names of a failure, only what it cannot be tells', async () => {
    const shared = await tinyOf('listNotes', (document) => {
      const { schema } = document.paths['/notes'].get.responses['200'].content['application/json'];
      schema.properties.problem = { type: 'string', maxLength: 2 };
    });
    expect(envelope(shared, { body: { ...PAGE, problem: 'no' } })).toEqual([]);
    expect(envelope(shared, { body: { ...PAGE, problem: 'size is wrong' } })).toEqual([SAYS_BOTH]);
  });

  test('weighs what is known of the failure: little, where its status is only assumed', () => {
    const part = { body: example(gptbots, 'invalid') };
    expect(findingsOf(gptbots, part, { asserted: 'documented' })).toMatchObject([
      { grade: 'assumed', level: 'info' },
    ]);
    expect(findingsOf(gptbots, part, { asserted: 'assumed' })).toMatchObject([
      { grade: 'assumed', level: 'error' },
    ]);
  });

  test('with the statement that is broken and what came', () =>
    expect(findingsOf(tiny, { status: 400 })).toMatchObject([
      {
        expected: 'an error, or the status 200, which the document has for such a body',
        actual: expect.stringMatching(/^status 400: \{"notes":/),
        source: { pointer: '/paths/~1notes/get/responses/200' },
        exchange: answer({ status: 400 }),
      },
    ]));
});
