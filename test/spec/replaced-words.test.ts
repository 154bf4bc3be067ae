import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

type Change = (document: any) => void;
const inList =
  (word: string, hints: object): Change =>
  (document) => {
    const words = document.paths['/notes'].get['x-confab'];
    words[word] = { ...words[word], ...hints };
  };

/** Each old word is refused where it stands, with what is written now instead of it. */
test.each<[word: string, change: Change, says: RegExp]>(
  some<[word: string, change: Change, says: RegExp]>(
    [
      ['paging/token', inList('paging', { token: '$request.query.q' }), /write next, with the same places/],
      ['paging/hasMore', inList('paging', { hasMore: '$response.body#/more' }), /write next/],
      ['paging/hasPrevious', inList('paging', { hasPrevious: '$response.body#/more' }), /write previous/],
      [
        'order/direction',
        inList('order', { direction: 'desc' }),
        /write a sign before the fields of order\.by/,
      ],
      ['order/request/by', inList('order', { request: { by: '$request.query.sort' } }), /the place alone/],
      [
        'order/request/direction',
        inList('order', { request: { direction: 'sign' } }),
        /a sign before what a request says is written in order\.by/,
      ],
      ...(
        [
          ['from', 'minimum'],
          ['to', 'maximum'],
          ['after', 'exclusiveMinimum'],
          ['before', 'exclusiveMaximum'],
        ] as const
      ).map(
        ([word, now]) =>
          [
            `filters/written/${word}`,
            inList('filters', { written: { [word]: '$request.query.since' } }),
            new RegExp(`write ${now}$`, 'm'),
          ] as [string, Change, RegExp],
      ),
      [
        'filters/stars/1/from',
        inList('filters', { stars: [{ equals: '$request.query.stars' }, { from: '$request.query.stars' }] }),
        /write minimum/,
      ],
      ['match/ignore', inList('match', { ignore: ['$request.query.q'] }), /write a minus before each place/],
      ['match/also', inList('match', { also: ['$request.header.X-A'] }), /write the headers themselves/],
      [
        'unknown',
        (document) => (document.paths['/notes'].get['x-confab'].unknown = 'sample'),
        /is refused unless the evidence of the filter is assumed/,
      ],
      ...(
        [
          ['id', { id: 'objectid' }, /write `value` with the template/],
          ['format', { format: 'iso' }, /write `time`, with the same form/],
          ['time', { time: 'row' }, /write how it is written/],
          ['time/after', { time: { after: 'written' } }, /write `from` with that field, beside the form/],
          ['sum', { sum: ['id', 'stars'] }, /write `from`, with the same fields/],
          ['dialogue', { dialogue: 'title' }, /write `from`, with the same field$/m],
          ['by', { by: { field: 'id', times: [1, 2] } }, /write `from` with that field: /],
        ] as const
      ).map(
        ([word, hints, says]) =>
          [
            word,
            (document) => (document.components.schemas.Note.properties.stars['x-confab'] = hints),
            says,
          ] as [string, Change, RegExp],
      ),
    ],
    4,
  ),
)('%s', async (word, change, says) => {
  const refused = loadSpec(await tinyFile(change));
  await expect(refused).rejects.toThrow(`${word} is no word any more: `);
  await expect(refused).rejects.toThrow(says);
});
