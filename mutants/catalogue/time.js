import { getIn, setIn } from '../parsed-request.js';
import { firstOf, ofEachRow } from '../ways.js';

/** Times in another unit, zone or form than declared. */

const HOUR = 3_600_000;
const YEAR = 365.25 * 24 * HOUR;

const timesWhere = (fits) => (context) =>
  firstOf(
    context.fields
      .filter(({ hints }) => hints.time !== undefined)
      .filter((field) => fits(context.formatOf(field), field, context))
      .map((field) => ({ label: `${field.path.join('.')} ${context.formatOf(field)}`, field })),
  );

/** The time of each row, changed; `to` gets its epoch milliseconds and a writer of them. */
const shown = (to) =>
  ofEachRow((row, { target: { field } }, context) => {
    const format = context.lib.createTimeFormat(context.formatOf(field));
    const value = getIn(row, field.path);
    const ms = format.read(value);
    if (ms === undefined) return row;
    return setIn(
      row,
      field.path,
      to(ms, (other) => JSON.parse(format.write(other)), value),
    );
  });

const isEpoch = (format) => format.startsWith('epoch');
const hasWindow = (_, field, { filters }) =>
  filters.some((filter) => filter.field === field.name && filter.test !== 'equals');

export const time = [
  {
    name: 'seconds-for-milliseconds',
    about: 'a time in milliseconds is in seconds',
    expects: ['time'],
    targets: timesWhere((format) => format === 'epoch-ms'),
    change: shown((ms) => Math.floor(ms / 1000)),
  },
  {
    name: 'milliseconds-for-seconds',
    about: 'a time in seconds is in milliseconds',
    expects: ['time'],
    targets: timesWhere((format) => format === 'epoch-s'),
    change: shown((ms) => ms),
  },
  {
    name: 'microseconds-for-milliseconds',
    about: 'a time in milliseconds is in microseconds',
    expects: ['time'],
    targets: timesWhere((format) => format === 'epoch-ms'),
    change: shown((ms) => ms * 1000),
  },
  {
    name: 'zone-shifted',
    about: 'times are shown eight hours off, as of another zone; filters see the true ones',
    expects: ['filter-sound', 'filter-bound', 'filter-complete', 'time'],
    targets: timesWhere(hasWindow),
    change: shown((ms, write) => write(ms + 8 * HOUR)),
  },
  {
    name: 'zone-relabelled',
    about: 'the clock is that of the declared offset, the offset says UTC',
    expects: ['time'],
    targets: timesWhere((format) => /[+-]\d\d:\d\d$/.test(format) && format.startsWith('iso')),
    change: shown((_, __, value) => value.replace(/[+-]\d\d:\d\d$/, 'Z')),
  },
  {
    name: 'zone-missing',
    about: 'a time with an offset has none',
    expects: ['time', 'schema'],
    targets: timesWhere((format) => format.startsWith('iso')),
    change: shown((_, __, value) => value.replace(/(Z|[+-]\d\d:\d\d)$/, '')),
  },
  {
    name: 'year-1970',
    about: 'times lie around the beginning of the epoch',
    expects: ['time'],
    targets: timesWhere(() => true),
    change: shown((ms, write) => write(ms % HOUR)),
  },
  {
    name: 'year-50000',
    about: 'times lie in a far future',
    expects: ['time'],
    targets: timesWhere(isEpoch),
    change: shown((ms, write) => write(ms + 48_000 * YEAR)),
  },
  {
    name: 'next-century',
    about: 'times lie a hundred years ahead',
    expects: ['time'],
    targets: timesWhere(() => true),
    change: shown((ms, write) => write(ms + 100 * YEAR)),
  },
  {
    name: 'date-format-changed',
    about: 'a time is written as people write it',
    expects: ['time', 'schema'],
    targets: timesWhere((format) => !isEpoch(format)),
    change: shown((ms) => new Date(ms).toUTCString()),
  },
  {
    name: 'date-format-sibling',
    about: 'a time is written in another of the usual ways',
    expects: ['time', 'schema'],
    targets: timesWhere((format) => !isEpoch(format)),
    change: shown((ms, _, value) =>
      value.includes('T') ? value.replace('T', ' ').slice(0, 19) : new Date(ms).toISOString(),
    ),
  },
  {
    name: 'time-as-text',
    about: 'a time in epoch milliseconds is written as text',
    expects: ['schema'],
    targets: timesWhere(isEpoch),
    change: shown((_, __, value) => String(value)),
  },
  {
    name: 'time-as-number',
    about: 'a time that is a text is written as epoch milliseconds',
    expects: ['schema'],
    targets: timesWhere((format) => !isEpoch(format)),
    change: shown((ms) => ms),
  },
  {
    name: 'no-such-day',
    about: 'a date that no calendar has',
    expects: ['time', 'schema'],
    targets: timesWhere((format) => !isEpoch(format)),
    change: shown((_, __, value) => value.replace(/-\d\d-\d\d/, '-02-31')),
  },
  {
    name: 'updated-before-created',
    about: 'a time lies before the one that it must lie after',
    expects: ['time'],
    targets: timesWhere((_, { hints }) => hints.from !== undefined),
    change: shown((ms, write) => write(ms - 100 * 24 * HOUR)),
  },
];
