import { describe, expect, test } from 'vitest';
import { timeErrorOf } from '../../../src/contract/answer/time-value.ts';
import { AT, findingsOf, NOTE, PAGE, type Part, tinyOf, told } from './_answer.ts';

const tiny = await tinyOf();
const HOUR = 3_600_000;
const TIME = Date.UTC(2026, 0, 13, 17, 7, 12);

/** A fault's title, of a value in a format; undefined: there is none. */
const fault = (value: string | number, format: string | string[], at = AT) =>
  timeErrorOf(value, [format].flat(), at)?.title;

describe('times as they should be', () => {
  test.each<[string | number, string | string[]]>([
    [TIME, 'epoch-ms'],
    [TIME / 1000, 'epoch-s'],
    [String(TIME), 'epoch-ms'],
    [AT + 60_000, 'epoch-ms'],
    ['2026-01-13T17:07:12Z', 'iso'],
    ['2026-01-13T17:07:12+00:00', 'iso'],
    ['2026-01-13T17:07:12.123Z', 'iso'],
    ['2026-01-14T01:07:12+08:00', 'iso+08:00'],
    ['2026-01-14T01:07:12.123456+08:00', 'iso-micros+08:00'],
    ['2026-01-14T01:07:12+08:00', 'iso-micros+08:00'],
    ['2026-01-14 01:07:12', 'datetime+08:00'],
    ['2026-01-13 17:07:12', 'datetime'],
    ['2026-01-14 01:07:12', ['iso', 'datetime+08:00']],
    ['1956-03-01T00:00:00Z', 'iso'],
  ])('%s as %s', (value, format) => expect(fault(value, format)).toBeUndefined());
});

describe('times that are wrong', () => {
  test.each<[string, string | number, string | string[], string]>([
    ['seconds for milliseconds', TIME / 1000, 'epoch-ms', 'is in seconds, not in milliseconds'],
    ['milliseconds for seconds', TIME, 'epoch-s', 'is in milliseconds, not in seconds'],
    ['microseconds', TIME * 1000, 'epoch-ms', 'is in microseconds, not in milliseconds'],
    ['nanoseconds', TIME * 1e6, 'epoch-s', 'is in nanoseconds, not in seconds'],
    ['nothing, as a time', 0, 'epoch-ms', 'lies in the year 1970'],
    ['nothing, as a text', '1970-01-01 08:00:00', 'datetime+08:00', 'lies in the year 1970'],
    [
      'the year 50000, which may be a unit',
      Date.UTC(50_000, 0, 1),
      'epoch-ms',
      'is in microseconds, not in milliseconds',
    ],
    ['the year 200000', Date.UTC(200_000, 0, 1), 'epoch-ms', 'lies in the future'],
    ['further than a date can be', 1e20, 'epoch-ms', 'lies in the future'],
    ['the year 1, as a missing time', '0001-01-01T00:00:00Z', 'iso', 'lies centuries ago'],
    ['further back than a date can be', -1e20, 'epoch-ms', 'lies centuries ago'],
    ['next century', '2126-01-13T17:07:12Z', 'iso', 'lies in the future'],
    ['next month', '2026-02-13T17:07:12Z', 'iso', 'lies in the future'],
    ['eight hours ahead', AT + 7 * HOUR, 'epoch-ms', 'lies hours in the future, as of another zone'],
    ['another offset', '2026-01-13T17:07:12Z', 'iso+08:00', 'has another zone than the declared +08:00'],
    ['an offset for Z', '2026-01-14T01:07:12+08:00', 'iso', 'has another zone than the declared Z'],
    ['no offset', '2026-01-13T17:07:12', 'iso', 'is not written as declared'],
    ['an offset too many', '2026-01-14 01:07:12+08:00', 'datetime+08:00', 'is not written as declared'],
    ['the sibling form', '2026-01-13T17:07:12Z', 'datetime+08:00', 'is not written as declared'],
    ['the other sibling', '2026-01-13 17:07:12', 'iso', 'is not written as declared'],
    ['for people', 'Tue, 13 Jan 2026 17:07:12 GMT', 'iso', 'is not written as declared'],
    ['no such day', '2026-02-31T00:00:00Z', 'iso', 'is not written as declared'],
    ['no such hour', '2026-01-13 24:07:12', 'datetime', 'is not written as declared'],
  ])('%s', (_, value, format, title) => expect(fault(value, format)).toBe(title));

  test('where nobody knows when the answer came, only the next century is too late', () => {
    expect(fault('2031-01-01T00:00:00Z', 'iso', 0)).toBeUndefined();
    expect(fault('2131-01-01T00:00:00Z', 'iso', 0)).toBe('lies in the future');
    expect(fault(TIME / 1000, 'epoch-ms', 0)).toBe('is in seconds, not in milliseconds');
  });
});

describe('times of an answer', () => {
  const ID = '69667bc07a7a7a7a7a7a7a7a';
  const withNotes = (...parts: object[]): Part => ({
    body: { ...PAGE, notes: parts.map((part) => ({ ...NOTE, id: ID, ...part })) },
  });
  const withNote = (part: object): Part => ({ body: { ...PAGE, notes: [{ ...NOTE, ...part }] } });

  test.each<[string, Part, string[]]>([
    [
      'seconds',
      withNote({ written: TIME / 1000 }),
      ['time: /notes/*/written is in seconds, not in milliseconds'],
    ],
    [
      'before what it must lie after',
      withNote({ touched: TIME - 1 }),
      ['time: /notes/*/touched lies before written'],
    ],
    ['at the same moment', withNote({ touched: TIME }), []],
    ['not there', withNote({ touched: undefined }), []],
    [
      'of another type: the schema says it',
      withNote({ written: '2026' }),
      ['schema: /notes/*/written must be integer'],
    ],
    // The id is of the second in which the note was written.
    [
      'eight hours off their ids',
      withNotes({ written: TIME + 8 * HOUR }, { written: TIME + 8 * HOUR }),
      ['time: /notes/*/written is of another zone than the time in its id'],
    ],
    [
      'half an hour off their ids',
      withNotes({ written: TIME - HOUR / 2 }, { written: TIME - HOUR / 2 }),
      ['time: /notes/*/written is of another zone than the time in its id'],
    ],
    ['with their ids', withNotes({}, {}), []],
    ['eight hours off, once: it may be chance', withNotes({ written: TIME + 8 * HOUR }), []],
    ['off by something else', withNotes({ written: TIME - 5_555_555 }, { written: TIME - 5_555_555 }), []],
    ['off by this and that', withNotes({ written: TIME - 8 * HOUR }, { written: TIME - HOUR }), []],
    [
      'of ids of another form',
      withNotes({ id: 'a', written: TIME - 8 * HOUR }, { id: 'b', written: TIME - 8 * HOUR }),
      [],
    ],
  ])('%s', (_, part, expected) => expect(told(tiny, part)).toEqual(expected));

  test("are seen by the server's clock where it is ahead of ours", () => {
    const part = withNote({ id: 'a', written: AT + 30 * 24 * HOUR });
    expect(told(tiny, part)).toEqual(['time: /notes/*/written lies in the future']);
    const Date_ = new Date(AT + 31 * 24 * HOUR).toUTCString();
    expect(
      told(tiny, {
        ...part,
        headers: [
          ['content-type', 'application/json'],
          ['date', Date_],
        ],
      }),
    ).toEqual([]);
  });

  test('name the statement about their form', () =>
    expect(findingsOf(tiny, withNote({ written: TIME / 1000 }))).toMatchObject([
      {
        pointer: '/notes/0/written',
        actual: `${TIME / 1000}: 1970-01-21T11:12:04.032Z`,
        expected: `milliseconds since 1970, e.g. ${TIME}`,
        source: { pointer: '/components/schemas/Note/properties/written/x-confab/time' },
      },
    ]));

  test('of a plain document are only held to be times at all', async () => {
    const plain = await tinyOf('listNotes', (document) => {
      document.components.schemas.Note.properties.seen = { type: 'string', format: 'date-time' };
    });
    const seen = (value: string) => told(plain, withNote({ seen: value }));
    expect(seen('2090-01-01T00:00:00Z')).toEqual([]);
    expect(seen('1970-01-01T00:00:00Z')).toEqual(['time: /notes/*/seen is the beginning of the count']);
    expect(seen('0001-01-01T00:00:00Z')).toEqual(['time: /notes/*/seen is the beginning of the count']);
    expect(seen('soon')).toEqual(['schema: /notes/*/seen must match format "date-time"']);
  });
});
