import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/spec/json.ts';
import { loadSpec } from '../../src/spec/load.ts';
import {
  earlierFieldOf,
  idTemplateOf,
  isRowTime,
  isTime,
  leaderOf,
  openingOf,
  summandsOf,
  timeFormsOf,
  valueTextOf,
} from '../../src/spec/value-words.ts';
import { tinyFile } from '../_tiny.ts';

const NOTHING = {
  id: undefined,
  text: undefined,
  isTime: false,
  isRowTime: false,
  forms: ['iso'],
  after: undefined,
  sum: undefined,
  opening: undefined,
  leader: undefined,
};

/** What is read from the words of a field: of each only what is said, and never two things at once. */
test.each<[name: string, hints: JsonObject, says: Partial<typeof NOTHING> | object]>([
  ['nothing', {}, {}],
  ['an id', { value: 'msg_{base62:24}' }, { id: 'msg_{base62:24}' }],
  ['an id alone', { value: '{uuid}' }, { id: '{uuid}' }],
  ['a text', { value: '{requestId}' }, { text: '{requestId}' }],
  ['a text that names a kind', { value: 'uuid' }, { text: 'uuid' }],
  ['the own time of a row', { time: 'epoch-s' }, { isTime: true, isRowTime: true, forms: ['epoch-s'] }],
  [
    'a time in two forms',
    { time: ['iso', 'epoch-ms'] },
    { isTime: true, isRowTime: true, forms: ['iso', 'epoch-ms'] },
  ],
  ['a later time', { time: 'iso', from: 'made' }, { isTime: true, after: 'made' }],
  ['a time that goes by no other', { time: 'iso', from: [] }, { isTime: true }],
  ['a sum', { from: ['a', 'b'] }, { sum: ['a', 'b'] }],
  ['a dialogue', { from: 'title' }, { opening: 'title' }],
  ['so many times', { from: { count: [0.5, 2] } }, { leader: { field: 'count', how: [0.5, 2] } }],
  [
    'one of the values of another',
    { from: { plan: { free: [0], '*': [1] } } },
    { leader: { field: 'plan', how: { free: [0], '*': [1] } } },
  ],
])('%s', (_, hints, says) => {
  const schema = { 'x-confab': hints };
  expect({
    id: idTemplateOf(schema),
    text: valueTextOf(schema),
    isTime: isTime(schema),
    isRowTime: isRowTime(schema),
    forms: timeFormsOf(schema),
    after: earlierFieldOf(schema),
    sum: summandsOf(schema),
    opening: openingOf(schema),
    leader: leaderOf(schema),
  }).toEqual({ ...NOTHING, ...says });
});

test.each<[name: string, field: string, hints: object, says: RegExp]>([
  [
    'a time from two fields',
    'touched',
    { time: 'epoch-ms', from: ['stars', 'written'] },
    /is read by a time as/,
  ],
  ['a time from values', 'touched', { time: 'epoch-ms', from: { stars: [1, 2] } }, /is read by a time as/],
  [
    'a number from no field',
    'stars',
    { from: [] },
    /is read by a time as the one field .*, or as \[\] for none/,
  ],
])('%s is refused', async (_, field, hints, says) => {
  const path = await tinyFile((document) => {
    document.components.schemas.Note.properties[field]['x-confab'] = hints;
  });
  await expect(loadSpec(path)).rejects.toThrow(says);
});

test('a time that goes by no other is accepted beside the own time of a row', async () => {
  const path = await tinyFile((document) => {
    document.components.schemas.Note.properties.touched['x-confab'] = { time: 'epoch-ms', from: [] };
  });
  await expect(loadSpec(path)).resolves.toBeDefined();
});
