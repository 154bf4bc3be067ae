import type { Json } from '../spec/json.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { hashText } from '../text/hash.ts';

type To = 'next' | 'previous';

/** How a place among the rows is written as a token. */
interface PositionForm {
  write(place: number, to: To): Json;
  /** undefined: it is no token that was written so. */
  read(token: Json, to: To): number | undefined;
  /** Whether anybody can count with it, and come to a place that is none. */
  readonly isPlain: boolean;
}

/** A word that tells a token that was given from one that was made up. */
type Mark = (place: string) => number;

/** The form of an operation's tokens: one that nobody is tempted to count with, unless its parameters take no such. */
export function positionForm(spec: Spec, { spec: name, id, fields }: Operation): PositionForm {
  const tokens = fields.filter(({ paging }) => paging === 'token' || paging === 'previousToken');
  if (tokens.some(({ paging, types }) => paging === 'token' && isNumeric(types))) return NUMBER;
  const mark: Mark = (place) => hashText(`${name}.${id} ${place}`);
  const opaque = opaqueForm(mark);
  const narrow = tokens.filter(
    ({ pointer, schema }) => pointer !== '' && NARROWING.some((keyword) => schema[keyword] !== undefined),
  );
  const others = [opaque, uuidForm(mark), hexForm(24, mark), hexForm(32, mark), DIGITS];
  const fits = ({ write }: PositionForm) =>
    narrow.every(({ pointer }) =>
      SAMPLES.every((place) => spec.validators.request.fits(pointer, write(place, 'next'))),
    );
  return narrow.length === 0 ? opaque : (others.find(fits) ?? opaque);
}

const NARROWING = ['format', 'pattern', 'minLength', 'maxLength', 'allOf', 'anyOf', 'oneOf'];
const SAMPLES = [0, 7, 1_234_567];

function isNumeric(types: readonly string[]): boolean {
  return types.some((type) => type === 'integer' || type === 'number') && !types.includes('string');
}

const NUMBER: PositionForm = {
  write: (place) => place,
  read: (token) => placeIn(String(token)),
  isPlain: true,
};

const DIGITS: PositionForm = { ...NUMBER, write: String };

function opaqueForm(mark: Mark): PositionForm {
  const sign = (place: string) => mark(place).toString(36);
  return {
    write: (place, to) => Buffer.from(`${place}.${sign(`${to} ${place}`)}`).toString('base64url'),
    read(token, to) {
      const [digits = '', given] = Buffer.from(String(token), 'base64url').toString('latin1').split('.');
      return given === sign(`${to} ${digits}`) ? placeIn(digits) : undefined;
    },
    isPlain: false,
  };
}

const PLACE_DIGITS = 12;

/** So many hexadecimal digits: those of the place, and in front of them a mark that fills the rest. */
function hexForm(length: number, mark: Mark): PositionForm {
  const write = (place: number, to: To) => {
    const filler = [1, 2, 3].map((n) => hex(mark(`${to} ${place} ${n}`), 8)).join('');
    return filler.slice(0, length - PLACE_DIGITS) + hex(place, PLACE_DIGITS);
  };
  return {
    write,
    read(token, to) {
      const place = Number.parseInt(String(token).slice(-PLACE_DIGITS), 16);
      return Number.isSafeInteger(place) && write(place, to) === token ? place : undefined;
    },
    isPlain: false,
  };
}

/** The same as a UUID: version 4, variant 1 of RFC 9562. */
function uuidForm(mark: Mark): PositionForm {
  const { write: writeHex } = hexForm(32, mark);
  const write = (place: number, to: To) =>
    String(writeHex(place, to)).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
  return {
    write,
    read(token, to) {
      const place = Number.parseInt(String(token).slice(-PLACE_DIGITS), 16);
      return Number.isSafeInteger(place) && write(place, to) === token ? place : undefined;
    },
    isPlain: false,
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function placeIn(digits: string): number | undefined {
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
