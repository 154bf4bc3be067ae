import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';
import { type JsonObject, member } from '../spec/json.ts';
import { fromReference, parsePointer, valueAt } from '../spec/json-pointer.ts';
import { compilePattern } from '../spec/pattern.ts';
import type { SchemaError } from '../spec/schema-error.ts';
import { createTrace } from '../spec/trace.ts';
import { idTemplateOf, isRowTime, timeFormsOf } from '../spec/value-words.ts';
import { withCommas } from '../text/plural.ts';
import { valueExcerpt } from '../text/value-excerpt.ts';
import type { Collection } from './collections.ts';
import { createComparable } from './comparable.ts';

/** What is wrong with rows, a sentence each. */
export interface RowProblems {
  /** Rows with these are not served: they would lie, or never be found. */
  readonly errors: readonly string[];
  /** Such rows are served as they are. */
  readonly notes: readonly string[];
}

/**
 * Holds rows against the schema of their collection. A row needs its id, its time, and values that the schema allows.
 * Another field may be missing, as a test seldom needs all of them; a field that the schema does not know is only
 * an error where it looks like the misspelt name of one that is missing.
 */
export function checkRows(collection: Collection, rows: readonly JsonObject[]): RowProblems {
  const check = createCheckRow(collection);
  const errors: string[] = [];
  const notes: string[] = [];
  const first = new Map<string, number>();
  const { id } = check;
  for (const [index, row] of rows.entries()) {
    const name = named(index, row, id);
    const found = check.row(row);
    errors.push(...found.errors.map((text) => `${name}: ${text}`));
    notes.push(...found.notes.map((text) => `${name}: ${text}`));
    const value = id === undefined ? undefined : member(row, id);
    if (value === undefined || value === null) continue;
    const before = first.get(String(value));
    if (before === undefined) first.set(String(value), index);
    else errors.push(`${name}: row ${before} has the same ${id}; each row needs its own`);
  }
  return { errors, notes };
}

/** Throws a UsageError that tells what is wrong with rows, and tells `warn` what is odd. */
export function assertFine(
  collection: Collection,
  rows: readonly JsonObject[],
  warn: (sentence: string) => void,
): void {
  const { errors, notes } = checkRows(collection, rows);
  if (errors.length > 0) throw new UsageError(toSentence(collection.name, errors));
  if (notes.length > 0) warn(toSentence(collection.name, notes, 3));
}

/** The first of what is wrong, and how much more there is. */
export function toSentence(name: string, problems: readonly string[], most = 10): string {
  const more = problems.length - most;
  const shown = `${name}: ${problems.slice(0, most).join('\n  ')}`;
  return more > 0 ? `${shown}\n  and ${withCommas(more)} more of this kind` : shown;
}

function named(index: number, row: JsonObject, id: string | undefined): string {
  const value = id === undefined ? undefined : member(row, id);
  return `row ${index}${value === undefined ? '' : ` (${id} ${valueExcerpt(value)})`}`;
}

function createCheckRow({ spec, own, schema }: Collection) {
  const fields = spec.schemas.properties(schema);
  const names = [...fields.keys()];
  const patterns = Object.keys(Object(spec.schemas.resolve(schema).patternProperties)).map(compilePattern);
  const location = fromReference(String(member(valueAt(spec.document, '/x-confab/collections'), own)));
  const comparable = createComparable(schema, spec.schemas);
  const id = names.find((name) => idTemplateOf(fields.get(name)) !== undefined);
  const time = names.find((name) => isRowTime(fields.get(name)));

  function row(value: JsonObject): RowProblems {
    const errors: string[] = [];
    const notes: string[] = [];
    const isNameless = id !== undefined && (member(value, id) ?? null) === null;
    if (isNameless) errors.push(`it has no ${id}, by which a row is named`);
    const unread = time === undefined ? undefined : unreadTime(value, time);
    if (unread) errors.push(unread);
    const told = new Set([id, time]);
    if (!spec.validators.fits(location, value))
      for (const error of createTrace(spec, location, value).errors) {
        const [field = ''] = parsePointer(error.pointer);
        const isMissing = error.property !== undefined && member(value, field) === undefined;
        if (isMissing && told.has(field)) continue;
        if ((field === time && unread) || (field === id && isNameless)) continue;
        if (isMissing) notes.push(`it has no ${field}, which the spec requires; its answers break the spec`);
        else if (error.property !== undefined && error.message === 'is missing')
          notes.push(`${labelOf(error)} is missing, which the spec requires; its answers break the spec`);
        else if (!fields.has(field) && error.property !== undefined) continue;
        else errors.push(brokenKeyword(value, error));
      }
    for (const name of Object.keys(value)) {
      if (fields.has(name) || patterns.some((pattern) => pattern.test(name))) continue;
      const meant = misspelt(
        name,
        names.filter((one) => member(value, one) === undefined),
      );
      if (meant !== undefined) errors.push(`it has no field ${name}; did you mean ${meant}?`);
      else notes.push(`it has no field ${name}, so it is never shown; its fields: ${names.join(', ')}`);
    }
    return { errors, notes };
  }

  function unreadTime(value: JsonObject, name: string): string | undefined {
    const given = member(value, name);
    if (given === undefined) return `it has no ${name}, its time, by which it is found and ordered`;
    const types = spec.schemas.types(fields.get(name));
    if (given === null && types.includes('null')) return undefined;
    if (typeof comparable(value, name) === 'number') return undefined;
    const formats = timeFormsOf(fields.get(name)).join(' or ');
    return `its ${name} is ${valueExcerpt(given)}, which is no time that is written as ${formats}`;
  }

  return { id, row };
}

function brokenKeyword(row: JsonObject, error: SchemaError): string {
  if (error.property !== undefined) return `${labelOf(error)} ${error.message}`;
  return `${labelOf(error)} ${error.message}, not ${valueExcerpt(valueAt(row, error.pointer))}`;
}

function labelOf({ pointer }: SchemaError): string {
  return parsePointer(pointer).join('.') || 'it';
}

/** The name that was probably meant: one of those that are missing, different in a third of its letters at most. */
function misspelt(name: string, missing: readonly string[]): string | undefined {
  if (missing.length === 0) return undefined;
  const plain = (text: string) => text.replaceAll(/[_-]/g, '').toLowerCase();
  const meant = closest(plain(name), missing.map(plain));
  return distance(plain(name), meant) <= meant.length / 3
    ? missing.find((one) => plain(one) === meant)
    : undefined;
}
