import { type Json, member, toPointer, valueAt } from '../../spec/json.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { MediaType, Spec } from '../../spec/spec.ts';
import { type Fault, faultsOf } from './faults.ts';
import { firstOf, hintAt, placesOf, sourceAt, valuesAt } from './places.ts';

/** What a value says against its schema that no validator looks at: sums of other fields, and JSON in a text. */
export function hintFaultsOf(spec: Spec, media: MediaType, body: Json): Fault[] {
  return placesOf(spec, media).flatMap(({ path, schema }) => {
    const { sum } = hintsOf(schema);
    const isJsonText = schema.contentMediaType === 'application/json';
    if (!Array.isArray(sum) && !isJsonText) return [];
    const at = sourceAt(spec, media, firstOf(path));
    return valuesAt(body, path).flatMap((found) => [
      ...(Array.isArray(sum) ? sumFaults(spec, media, body, found, sum.map(String)) : []),
      ...(isJsonText ? textFaults(spec, at, found) : []),
    ]);
  });
}

interface Found {
  readonly path: readonly string[];
  readonly value: Json;
}

function sumFaults(
  spec: Spec,
  media: MediaType,
  body: Json,
  { path, value }: Found,
  names: string[],
): Fault[] {
  const owner = valueAt(body, toPointer(path.slice(0, -1)));
  const parts = names.map((name) => member(owner, name));
  // A part of the wrong type, or none, is its own schema's business.
  if (typeof value !== 'number' || !parts.every((part) => typeof part === 'number')) return [];
  const sum = parts.reduce((total, part) => total + part, 0);
  if (Math.abs(sum - value) <= Math.abs(sum) * 1e-9) return [];
  const hint = hintAt(spec, media, path, 'sum');
  return [
    {
      pointer: toPointer(path),
      keyword: 'x-confab/sum',
      message: `must be the sum of ${names.join(' and ')}`,
      at: hint.replace(/\/x-confab\/sum$/, ''),
    },
  ];
}

function textFaults(spec: Spec, at: string, { path, value }: Found): Fault[] {
  if (typeof value !== 'string') return [];
  const pointer = toPointer(path);
  let inner: Json;
  try {
    inner = JSON.parse(value) as Json;
  } catch {
    return [{ pointer, keyword: 'contentMediaType', message: 'must be a text that is JSON', at }];
  }
  if (valueAt(spec.document, `${at}/contentSchema`) === undefined) return [];
  return faultsOf(spec, `${at}/contentSchema`, inner).map((fault) => ({
    pointer,
    keyword: 'contentSchema',
    message: `holds JSON of which ${fault.pointer || 'the value'} ${fault.message}`,
    at,
  }));
}
