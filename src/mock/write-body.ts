import { bodyFormatOf } from '../spec/body-format.ts';
import { isObject, type Json } from '../spec/json.ts';
import { isOfBytes, parseMediaType, servedType } from '../spec/media-type.ts';
import type { MediaType, Spec } from '../spec/spec.ts';
import { fewestBytes } from './fewest-bytes.ts';
import { xmlText } from './xml-text.ts';

/** Writes a value as a media type has it: JSON, XML, lines, a table, or a text as it is. */
export function writeBody(spec: Spec, media: MediaType, value: Json): string | Uint8Array<ArrayBuffer> {
  const essence = parseMediaType(servedType(media))?.essence ?? '';
  const format = bodyFormatOf(essence);
  if (format === 'json') return JSON.stringify(value);
  const { format: form, contentEncoding } = media.schema;
  if (typeof value === 'string' && (form === 'byte' || contentEncoding === 'base64')) return value;
  if (format === 'bytes' || (format === 'other' && isOfBytes(media.schema))) return fewestBytes(essence);
  if (format === 'xml')
    return typeof value === 'string' && value.startsWith('<') ? value : xmlText(spec, media, value);
  if (format === 'events')
    return toLines(value)
      .map((line) => `data: ${line}\n\n`)
      .join('');
  if (typeof value === 'string') return value;
  if (format === 'lines')
    return toLines(value)
      .map((line) => `${line}\n`)
      .join('');
  if (format === 'sequence')
    return toLines(value)
      .map((line) => `\u001e${line}\n`)
      .join('');
  if (format === 'csv' || format === 'tsv') return toTable(value, format === 'csv' ? ',' : '\t');
  if (format === 'form' && isObject(value)) return toForm(value);
  return JSON.stringify(value);
}

/** One line for each item of a list, or of a text; else one for the whole. */
function toLines(value: Json): string[] {
  if (typeof value === 'string') return value.split(/\r?\n/);
  return (Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one));
}

function toForm(value: Record<string, Json>): string {
  const pairs = Object.entries(value).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((item) => [name, cellOf(item)] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}

/** A line for each object, below one with all their names (RFC 4180). */
function toTable(value: Json, separator: string): string {
  const rows = Array.isArray(value) ? value : [value];
  const names = [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => (/[",\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator)}\r\n`;
  const lines = rows.map((row) =>
    line(isObject(row) ? names.map((name) => cellOf(row[name] ?? null)) : [row].flat().map(cellOf)),
  );
  return [...(names.length > 0 ? [line(names)] : []), ...lines].join('');
}

function cellOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
