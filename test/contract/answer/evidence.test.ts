import { expect, test } from 'vitest';
import { evidenceOf } from '../../../src/spec/evidence.ts';
import { findingsOf, NOTE, PAGE, type Part, tinyOf } from './_answer.ts';

const SCHEMA = '/paths/~1notes/get/responses/200/content/application~1json/schema';

/** A document in which one statement of each kind is known less well than its neighbours. */
const graded = await tinyOf('listNotes', (document) => {
  const get = document.paths['/notes'].get;
  const ok = get.responses['200'];
  const refusal = document.components.responses.Bad;
  get['x-confab'].evidence = { responses: 'observed: no page lists them' };
  ok.content['application/json'].schema['x-confab'] = {
    evidence: { 'required/page': 'observed: not on the page', required: 'assumed: nobody says so' },
  };
  ok.headers = {
    'X-Count': {
      required: true,
      schema: { type: 'integer', minimum: 1, 'x-confab': { evidence: { minimum: 'observed: seen' } } },
      'x-confab': { evidence: 'observed: seen once' },
    },
  };
  refusal.content['application/json']['x-confab'] = { evidence: { type: 'observed: seen so' } };
  document.components.responses.None.content['application/json']['x-confab'] = { evidence: 'observed: seen' };
  refusal['x-confab'] = { evidence: 'observed: seen' };
  const { properties } = document.components.schemas.Note;
  properties.title = {
    ...properties.title,
    pattern: '^[^#]',
    'x-confab': { evidence: { pattern: 'observed: all titles so far' } },
  };
  properties.stars['x-confab'] = { evidence: 'observed: seen' };
  properties.written['x-confab'].evidence = { 'x-confab/time': 'observed: seen' };
});

const HEADERS = [
  ['Content-Type', 'application/json'],
  ['X-Count', '3'],
] as const;
const withNote = (part: object): Part => ({
  headers: HEADERS,
  body: { ...PAGE, notes: [{ ...NOTE, ...part }] },
});
const without = (name: keyof typeof PAGE): Part => {
  const { [name]: _, ...body } = PAGE;
  return { headers: HEADERS, body };
};
const header = (name: string, value: string): Part => ({ headers: [HEADERS[0], [name, value]] });

test.each<[string, Part, string, string]>([
  ['a type beside a graded pattern', withNote({ title: 5 }), 'schema', 'documented'],
  ['the graded pattern', withNote({ title: '#1' }), 'schema', 'observed'],
  ['every keyword of a node that is graded as one', withNote({ stars: 99 }), 'schema', 'observed'],
  [
    'the presence of what is graded as one: its parent says so',
    withNote({ stars: undefined }),
    'schema',
    'documented',
  ],
  ['the type of a time whose form is graded', withNote({ written: 'x' }), 'schema', 'documented'],
  ['the form of a time', withNote({ written: 1768324032 }), 'time', 'observed'],
  ['the presence of a name that has a grade of its own', without('page'), 'schema', 'observed'],
  ['a header that is missing', { headers: [HEADERS[0]] }, 'header', 'observed'],
  ['the type of a header that is graded itself', header('X-Count', 'x'), 'header', 'documented'],
  ['a graded bound of a header', header('X-Count', '0'), 'header', 'observed'],
  [
    'a status where the list of them is graded',
    { status: 403, body: { problem: 'no' } },
    'status',
    'observed',
  ],
  [
    'the name of a media type',
    { status: 400, headers: [['Content-Type', 'application/x-json']], body: { problem: 'no' } },
    'media-type',
    'observed',
  ],
  [
    'the name of a media type, and what it stands for',
    { status: 400, headers: [['Content-Type', 'text/plain']], body: 'no' },
    'media-type',
    'documented',
  ],
  ['a body that is missing', { status: 400, body: '' }, 'json', 'documented'],
  ['a body that is missing where the media type is graded', { status: 404, body: '' }, 'json', 'observed'],
  ['a property below a graded response', { status: 400, body: { problem: 1 } }, 'schema', 'documented'],
])('%s', (_, part, check, grade) => {
  const found = findingsOf(graded, part).map((one) => [one.check, one.grade]);
  expect(found).toEqual([[check, grade]]);
});

test.each([
  [`${SCHEMA}`, 'required/page', 'observed'],
  [`${SCHEMA}`, 'required/total', 'assumed'],
  [`${SCHEMA}`, 'type', 'documented'],
  [`${SCHEMA}/properties/total`, 'type', 'documented'],
  ['/components/schemas/Note/properties/stars', 'maximum', 'observed'],
  ['/nowhere', 'type', 'documented'],
])('%s says %s: %s', (node, statement, grade) =>
  expect(evidenceOf(graded.spec.document, node, statement).grade).toBe(grade),
);
