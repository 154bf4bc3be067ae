import type { Answer, Call } from '../contract/_true.ts';

/** Servers of the documents in examples/, written by hand: each keeps every word of its document. */

export type Row = Readonly<Record<string, any>>;

/** The part of the matching rows that a request asks for; places are counted from 0. */
export interface Part {
  readonly from: number;
  readonly size: number;
  /** Asked for with what led here from the page behind it. */
  readonly isBack?: boolean;
}

/** A page before it is written down. `next` and `previous` are the places where the other pages begin. */
export interface Shown extends Part {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly count: number;
  readonly next: number | undefined;
  readonly previous: number | undefined;
  readonly hasMore: boolean;
}

export interface Service {
  /** The file in examples/, without its ending. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The credential is no good, or a parameter. */
  readonly refuse: (call: Call) => Answer | undefined;
  /** What is not a list; undefined: it is one. */
  readonly single?: (call: Call, rows: readonly Row[]) => Answer | undefined;
  /** Which rows a parameter leaves, by its name. */
  readonly filters: Readonly<Record<string, (row: Row, value: string, call: Call) => boolean>>;
  /** What counts where a parameter is left out. */
  readonly defaults?: Readonly<Record<string, string>>;
  readonly compare: (call: Call) => (a: Row, b: Row) => number;
  readonly partOf: (call: Call, matching: readonly Row[]) => Part | Answer;
  readonly write: (shown: Shown, call: Call, matching: readonly Row[]) => Answer;
}

/** One thing that a server does otherwise than it should. */
export interface Fault {
  readonly filters?: Readonly<Record<string, (row: Row, value: string, call: Call) => boolean>>;
  readonly call?: (call: Call) => Call;
  readonly order?: (rows: readonly Row[]) => readonly Row[];
  readonly part?: (part: Part, total: number) => Part;
  readonly shown?: (shown: Shown, matching: readonly Row[]) => Shown;
  readonly answer?: (answer: Answer, call: Call) => Answer;
}

export function serverOf(service: Service, fault: Fault = {}): (call: Call) => Answer {
  return (given) => {
    const { call: toCall = (one) => one, answer: toAnswer = (one) => one } = fault;
    const refused = service.refuse(given) ?? service.single?.(given, service.rows);
    if (refused) return refused;
    const call = toCall(given);
    const sorted = service.rows
      .filter((row) => isWanted(service, fault, row, call))
      .sort(service.compare(call));
    const matching = fault.order?.(sorted) ?? sorted;
    const asked = service.partOf(call, matching);
    if (!('from' in asked)) return asked;
    const part = fault.part?.(asked, matching.length) ?? asked;
    const shown = show(part, matching);
    return toAnswer(service.write(fault.shown?.(shown, matching) ?? shown, call, matching), given);
  };
}

function show(part: Part, matching: readonly Row[]): Shown {
  const { from, size, isBack } = part;
  const rows = matching.slice(Math.max(0, from), Math.max(0, from + size));
  const end = from + rows.length;
  return {
    ...part,
    rows,
    total: matching.length,
    count: rows.length,
    next: rows.length > 0 && end < matching.length ? end : undefined,
    previous: from > 0 ? Math.max(0, from - size) : undefined,
    // In the direction that was asked for.
    hasMore: isBack ? from > 0 : end < matching.length,
  };
}

function isWanted({ filters, defaults = {} }: Service, fault: Fault, row: Row, call: Call): boolean {
  return Object.entries({ ...filters, ...fault.filters }).every(([name, holds]) => {
    const value = call.query.get(name) ?? defaults[name];
    return value === undefined || value === '' || holds(row, value, call);
  });
}

/** A whole number between bounds; undefined: it is none. */
export function whole(text: string | null, usual: number, least: number, most: number): number | undefined {
  if (text === null || text === '') return usual;
  return /^-?\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : undefined;
}

export function isTime(text: string | null): boolean {
  return text === null || text === '' || (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)));
}

/** By text, code unit by code unit. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** So many characters that look like chance, the same each time. */
export function letters(seed: number, count: number, alphabet = ALPHABET): string {
  let state = (seed + 1) * 2_654_435_761;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[(state >> 8) % alphabet.length] as string;
  }).join('');
}

/** Epoch seconds, the first row the newest. */
export function timeOf(index: number): number {
  return 1_750_000_000 - index * 4_211 - (index % 7) * 61;
}

export function rowsOf(count: number, make: (index: number) => Row): Row[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
