import { isObject, type Json, type JsonObject } from '../json.ts';
import type { NamedPlace } from './named-place.ts';
import { REQUEST_NAMES } from './paging-names.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import type { RowField } from './row-fields.ts';

interface FoundFilters {
  /** The block `x-confab.filters`. */
  readonly words: JsonObject;
  /** For people: the parameters. */
  readonly labels: readonly string[];
}

/** What asks for a page is no filter, though rows may have a field of that name. */
const PAGING: ReadonlySet<string> = new Set(Object.values(REQUEST_NAMES).flat());

/** The word that a name ends with, and the test that it asks for. */
const BOUNDS = {
  minimum: ['since', 'from', 'gte', 'min', 'start'],
  exclusiveMinimum: ['after', 'gt'],
  maximum: ['until', 'to', 'lte', 'max', 'end'],
  exclusiveMaximum: ['before', 'lt'],
} as const;

/** Words by which a parameter says that it does not just compare. */
const OTHERWISE =
  /\b(?:contain|partial|substring|search|prefix|start(?:s|ing)? with|like|regex|fuzzy|pattern|exclud|except|not\b|without|wildcard|comma)/i;

/** Parameters that plainly filter: named as a field of the row, of its type and its values, or as its time with a bound. */
export function findFilters(
  query: readonly NamedPlace[],
  fields: readonly RowField[],
  isTime: (field: RowField) => boolean,
): FoundFilters | undefined {
  const words: JsonObject = {};
  const labels: string[] = [];
  const times = fields.filter(isTime);
  for (const place of query) {
    const found = equalTo(place, fields, isTime) ?? boundOf(place, times);
    if (!found) continue;
    const block = words[found.field.label];
    if (isObject(block) && block[found.test] !== undefined) continue;
    words[found.field.label] = {
      ...(isObject(block) && block),
      [found.test]: place.text,
      evidence: RECOGNISED.word,
    };
    labels.push(place.label);
  }
  return labels.length > 0 ? { words, labels } : undefined;
}

interface FoundFilter {
  readonly field: RowField;
  readonly test: string;
}

function equalTo(
  place: NamedPlace,
  fields: readonly RowField[],
  isTime: (field: RowField) => boolean,
): FoundFilter | undefined {
  const { name, schema, types, description, isRequired } = place;
  const named = fields.filter((one) => one.name === name);
  const [field] = named;
  if (!field || named.length > 1 || isTime(field) || PAGING.has(name)) return undefined;
  if (schema.default !== undefined || OTHERWISE.test(description)) return undefined;
  const asked = schema.enum;
  const shown = field.schema.enum;
  const isListed = Array.isArray(asked) && Array.isArray(shown);
  const isOfType = types.length === 1 && field.types.length === 1 && types[0] === field.types[0];
  if (!isOfType && !(isListed && types.length === 0)) return undefined;
  // A value that no row can have asks for something else: `all`, `any`.
  if (isListed && !asked.every((value) => shown.includes(value))) return undefined;
  if (Array.isArray(asked) !== Array.isArray(shown)) return undefined;
  if (types[0] === 'boolean' || isListed) return { field, test: 'equals' };
  // Whoever must name a value names one of another list's rows, which no row here may have.
  if (isRequired) return undefined;
  // A text may be looked for in part; an id is not.
  const isExact = types[0] === 'integer' || /id$/.test(name) || schema.format === 'uuid';
  return isExact && field.schema.format === schema.format ? { field, test: 'equals' } : undefined;
}

/** `created_after`, `created[gte]`; `since` and `until` where rows have one time only. */
function boundOf(place: NamedPlace, times: readonly RowField[]): FoundFilter | undefined {
  const { name, schema, types, isRequired } = place;
  if (isRequired || schema.default !== undefined || types.length !== 1) return undefined;
  for (const [test, endings] of Object.entries(BOUNDS)) {
    const ending = endings.find((one) => name.endsWith(one));
    if (ending === undefined) continue;
    const stem = name.slice(0, -ending.length);
    const isBare = ending === 'since' || ending === 'until';
    const named =
      stem === '' && isBare ? times : times.filter((one) => stem !== '' && stemOf(one.name) === stemOf(stem));
    const [field] = named;
    if (!field || named.length > 1 || field.types[0] !== types[0]) continue;
    if (types[0] === 'string' && schema.format !== 'date-time') continue;
    return { field, test };
  }
  return undefined;
}

/** `createdat` and `creationdate` are the time of `created`. */
function stemOf(name: string): string {
  return name
    .replace(/(?:at|time|on|date|timestamp)$/, '')
    .replace(/^creat(?:e|ion)$/, 'created')
    .replace(/^updat(?:e)?$/, 'updated');
}

/** What a closed set of a parameter, or of the values of its list, has. */
export function listedBy({ schema }: NamedPlace): readonly Json[] {
  const { items } = schema;
  const listed = isObject(items) ? items.enum : schema.enum;
  return Array.isArray(listed) ? listed : [];
}
