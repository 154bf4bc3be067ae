import type { JsonObject } from '../json.ts';
import { hintsOf } from '../schema.ts';
import { guessId } from './guess-id.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import { idField, type RowField, rowFields } from './row-fields.ts';
import type { SchemaPlaces, SettledPlace } from './schema-places.ts';
import { timeForm } from './time-form.ts';

/** What is said of the fields of a row, by where they are declared: which one is the id, which are times. */
export function rowHints(
  places: SchemaPlaces,
  item: SettledPlace,
  collection: string,
): Map<string, JsonObject> {
  const fields = rowFields(places, item.pointer).filter(({ schema }) => !isSaid(schema));
  const id = idField(fields, collection);
  const style = id && guessId(id);
  const hints = new Map<string, JsonObject>(timeHints(fields.filter((one) => one !== id)));
  if (id && style !== undefined) hints.set(id.pointer, { value: style, evidence: RECOGNISED.id });
  return hints;
}

/** When a row was made, the plainest name first. */
const MADE = [
  ...['createdat', 'created', 'createdtime', 'createtime', 'creationtime', 'createddate', 'creationdate'],
  ...[
    'datecreated',
    'createdon',
    'createat',
    'insertedat',
    'addedat',
    'timestamp',
    'publishedat',
    'startedat',
  ],
  ...['starttime', 'postedat', 'submittedat', 'sentat', 'date', 'time'],
];

const LATER =
  /^(?:last)?(?:updated|update|modified|modify|modification|edited|changed|activity|active|seen|used|completed|finished|ended|closed|processed|delivered)(?:at|time|on|date|timestamp)?$/;

function* timeHints(fields: readonly RowField[]): Generator<[pointer: string, words: JsonObject]> {
  const times = fields.flatMap((field) => {
    const format = timeForm(field);
    return format === undefined ? [] : [{ ...field, format }];
  });
  const made = MADE.map((name) => times.find((one) => one.name === name)).find((one) => one !== undefined);
  for (const one of times) {
    const { pointer, format } = one;
    const isLater = LATER.test(one.name);
    if (one !== made && !isLater) continue;
    // A time that lies after another one names it, and may only name one that stands beside it.
    const isBeside = made !== undefined && holderOf(made) === holderOf(one);
    const from = one === made || !isBeside ? undefined : made.label;
    const hints = { time: format, evidence: RECOGNISED.time };
    yield [pointer, from === undefined ? hints : { ...hints, from, evidence: RECOGNISED.laterTime }];
  }
}

function holderOf({ pointer }: RowField): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

function isSaid(schema: JsonObject): boolean {
  const hints = hintsOf(schema);
  return ['time', 'value', 'from'].some((word) => hints[word] !== undefined);
}
