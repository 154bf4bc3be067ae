import { describe, expect, test } from 'vitest';
import { chooseChecks } from '../../../src/contract/choose-checks.ts';
import { some } from '../../_some.ts';
import { findingsOf, NOTE, operationOf, PAGE, tinyOf, told } from './_answer.ts';

const tiny = await tinyOf();
const withNote = (part: object) => ({ body: { ...PAGE, notes: [NOTE, { ...NOTE, ...part }] } });
const { title: _title, ...untitled } = NOTE;

describe('a body that does not fit its schema', () => {
  test.each<[string, object, string[]]>(
    some<[string, object, string[]]>(
      [
        ['a number where text is', withNote({ title: 5 }), ['schema: /notes/*/title must be string']],
        ['text where a number is', withNote({ stars: '3' }), ['schema: /notes/*/stars must be integer']],
        ['a fraction', withNote({ stars: 2.5 }), ['schema: /notes/*/stars must be integer']],
        ['beyond a bound', withNote({ stars: 9 }), ['schema: /notes/*/stars must be <= 5']],
        [
          'a value that is unknown',
          withNote({ kind: 'd' }),
          ['schema: /notes/*/kind must be one of "a", "b", "c"'],
        ],
        ['null', withNote({ title: null }), ['schema: /notes/*/title must be string']],
        [
          'a field that is missing',
          { body: { ...PAGE, notes: [untitled] } },
          ['schema: /notes/*/title is missing'],
        ],
        [
          'a field of another name',
          { body: { ...PAGE, notes: [{ ...untitled, headline: 'hello' }] } },
          [
            'schema: /notes/*/title is missing',
            'unknown-field: the field /notes/*/headline is not in the schema',
          ],
        ],
        [
          'a list that is an object',
          { body: { ...PAGE, notes: { 0: NOTE } } },
          ['schema: /notes must be array'],
        ],
        ['a row that is null', { body: { ...PAGE, notes: [null] } }, ['schema: /notes/* must be object']],
        [
          'text around the JSON',
          { body: JSON.stringify(JSON.stringify(PAGE)) },
          ['schema: the body must be object'],
        ],
        [
          'several faults',
          withNote({ stars: 9, title: 5 }),
          ['schema: /notes/*/title must be string', 'schema: /notes/*/stars must be <= 5'],
        ],
        [
          'a field that nobody knows',
          withNote({ colour: 'red' }),
          ['unknown-field: the field /notes/*/colour is not in the schema'],
        ],
      ],
      4,
    ),
  )('%s', (_, part, expected) => expect(told(tiny, part).sort()).toEqual([...expected].sort()));

  test('the same fault of every row is one finding with a count', () => {
    const notes = [1, 2, 3].map(() => ({ ...NOTE, stars: '3' }));
    expect(findingsOf(tiny, { body: { ...PAGE, notes } })).toMatchObject([
      { count: 3, pointer: '/notes/0/stars' },
    ]);
  });

  test('an unknown field is only worth knowing', () =>
    expect(findingsOf(tiny, withNote({ colour: 'red' }))).toMatchObject([
      { level: 'info', pointer: '/notes/1/colour' },
    ]));

  test.each<[string, string | object | undefined, boolean, string | undefined]>(
    some<[string, string | object | undefined, boolean, string | undefined]>(
      [
        ['nothing is said', undefined, false, 'info'],
        ['all is documented', 'documented', false, 'info'],
        ['the list of fields is documented', { additionalProperties: 'documented' }, false, 'error'],
        ['the list of fields is observed', { additionalProperties: 'observed: seen' }, false, 'warning'],
        ['nothing is said, and the run is strict', undefined, true, 'error'],
        [
          'the list of fields is observed, and the run is strict',
          { additionalProperties: 'observed: seen' },
          true,
          'warning',
        ],
      ],
      3,
    ),
  )('an unknown field where %s', async (_, evidence, strictFields, level) => {
    const graded = await tinyOf('listNotes', (document) => {
      if (evidence !== undefined) document.components.schemas.Note['x-confab'] = { evidence };
    });
    const { checks } = chooseChecks({ strictFields });
    expect(
      findingsOf(graded, withNote({ colour: 'red' }), { asserted: 'documented', checks }).map(
        (one) => one.level,
      ),
    ).toEqual([level]);
  });

  test('a property that is only assumed is not held against a real target', async () => {
    const assumed = await tinyOf('listNotes', (document) => {
      document.components.schemas.Note.properties.stars['x-confab'] = { evidence: 'assumed: ours' };
    });
    expect(findingsOf(assumed, withNote({ stars: 'many' }), { asserted: 'documented' })).toMatchObject([
      { level: 'info', grade: 'assumed' },
    ]);
    expect(findingsOf(assumed, withNote({ stars: 'many' }), { asserted: 'assumed' })).toMatchObject([
      { level: 'error', grade: 'assumed' },
    ]);
  });
});

describe('what no validator looks at', () => {
  const changed = tinyOf('listNotes', (document) => {
    Object.assign(document.components.schemas.Note.properties, {
      all: { type: 'integer', 'x-confab': { from: ['stars', 'hearts'] } },
      hearts: { type: 'integer' },
      data: {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { type: 'array', items: { type: 'integer' } },
      },
    });
  });
  test.each<[string, object, string[]]>(
    some<[string, object, string[]]>(
      [
        ['a sum', { hearts: 4, all: 7, data: '[1,2]' }, []],
        ['a sum without its parts', { all: 7 }, []],
        [
          'a sum that is none',
          { hearts: 4, all: 8 },
          ['schema: /notes/*/all must be the sum of stars and hearts'],
        ],
        ['JSON that is none', { data: '[1,' }, ['schema: /notes/*/data must be a text that is JSON']],
        [
          'JSON of another kind',
          { data: '[1,"b"]' },
          ['schema: /notes/*/data holds JSON of which /1 must be integer'],
        ],
      ],
      3,
    ),
  )('%s', async (_, part, expected) => expect(told(await changed, withNote(part))).toEqual(expected));
});

describe('alternatives', () => {
  test('of several only the nearest one is told', async () => {
    const chatnio = await operationOf('chatnio', 'listConversations');
    const headers = [['content-type', 'application/json; charset=utf-8']] as const;
    const row = { user_id: 0, id: '7', name: 'hello', message: null, model: '', enable_web: false };
    const body = { data: [row], message: '', status: true };
    expect(told(chatnio, { body, headers })).toEqual(['schema: /data/*/id must be integer']);
  });
});
