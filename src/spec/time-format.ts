/**
 * The ways in which vendors write a time; the same set as `timeFormat` in specs/x-confab.schema.json.
 * `iso` has whole seconds; an offset such as +08:00 may follow iso, iso-micros and datetime.
 */
export interface TimeFormat {
  /** JSON text of a time given as epoch milliseconds. `micros` are the digits below the millisecond. */
  write(ms: number, micros?: number): string;
  /** The finest step that it can tell apart, in milliseconds. */
  readonly unit: 1 | 1000;
  /** Epoch milliseconds, or undefined when the value is not written this way. */
  read(value: unknown): number | undefined;
}

const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
/** ISO 8601 may leave out the offset, and the time of day. */
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?)?$/;

export function createTimeFormat(text: string): TimeFormat {
  if (text === 'epoch-ms' || text === 'epoch-s') {
    const unit = text === 'epoch-ms' ? 1 : 1000;
    return {
      unit,
      write: (ms) => String(Math.floor(ms / unit)),
      read: (value) => (typeof value === 'number' ? value * unit : undefined),
    };
  }
  const [, style, offset = ''] = /^(iso-micros|iso|datetime)(.*)$/.exec(text) ?? [];
  const shift = offsetOf(offset);
  const zone = style === 'datetime' ? '' : offset || 'Z';
  const separator = style === 'datetime' ? ' ' : 'T';
  const micros = style === 'iso-micros';
  const day = createDayWriter();
  return {
    unit: micros ? 1 : 1000,
    write(ms, below = 0) {
      const local = ms + shift;
      const midnight = Math.floor(local / 86_400_000);
      const inDay = local - midnight * 86_400_000;
      const seconds = Math.floor(inDay / 1000);
      const minutes = Math.floor(seconds / 60);
      const time = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
      const fraction = micros ? `.${String((inDay % 1000) * 1000 + below).padStart(6, '0')}` : '';
      return `"${day(midnight)}${separator}${time}${fraction}${zone}"`;
    },
    read: remembering((text) => readLocal(text, style === 'datetime', shift)),
  };
}

/** Rows are compared with each other and with bounds again and again, by the same texts. */
const MOST_REMEMBERED = 20_000;
const LONGEST_TIME = 40;

function remembering(read: (text: string) => number | undefined): TimeFormat['read'] {
  const known = new Map<string, number | undefined>();
  return (value) => {
    if (typeof value !== 'string' || value.length > LONGEST_TIME) return undefined;
    if (known.has(value)) return known.get(value);
    if (known.size >= MOST_REMEMBERED) known.clear();
    const ms = read(value);
    known.set(value, ms);
    return ms;
  };
}

function readLocal(value: string, plain: boolean, shift: number): number | undefined {
  const match = LOCAL.exec(value);
  if (!match) return undefined;
  const [text, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone] = match;
  if (plain !== (text[10] === ' ' && zone === undefined)) return undefined;
  const parts = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const rolled = new Date(0);
  // Not Date.UTC: it takes the year 1 for 1901.
  rolled.setUTCFullYear(parts[0], parts[1], parts[2]);
  const ms = rolled.setUTCHours(parts[3], parts[4], parts[5]);
  // 31 February is rolled over into March; such a day does not exist.
  if (
    rolled.getUTCMonth() !== parts[1] ||
    rolled.getUTCDate() !== parts[2] ||
    parts[3] > 23 ||
    parts[4] > 59 ||
    parts[5] > 59
  ) {
    return undefined;
  }
  const own = zone === undefined ? shift : offsetOf(zone === 'Z' ? '' : zone);
  return ms + Math.floor(Number(`0.${fraction || 0}`) * 1000) - own;
}

/** `+08:00` → milliseconds ahead of UTC. */
function offsetOf(text: string): number {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(text);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

/** `YYYY-MM-DD` of a day number; rows of one page mostly share it, so the last few are kept. */
function createDayWriter(): (day: number) => string {
  const written = new Map<number, string>();
  return (day) => {
    let text = written.get(day);
    if (text === undefined) {
      if (written.size > 1000) written.clear();
      text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      written.set(day, text);
    }
    return text;
  };
}
