import addFormats from 'ajv-formats';
import { plural } from '../text/plural.ts';
import { isObject } from './json.ts';
import type { Problems } from './problems.ts';
import type { SchemasInUse } from './schemas-in-use.ts';
import type { Source } from './source.ts';

/** Of https://spec.openapis.org/registry/format/: anybody may write them, and nothing is held against them. */
const REGISTERED = [
  ...[
    'base64url',
    'char',
    'commonmark',
    'date-time-local',
    'decimal',
    'decimal128',
    'double-int',
    'html',
    'http-date',
  ],
  ...[
    'idn-email',
    'idn-hostname',
    'int8',
    'int16',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'iri',
    'iri-reference',
  ],
  ...[
    'media-range',
    'sf-binary',
    'sf-boolean',
    'sf-decimal',
    'sf-integer',
    'sf-string',
    'sf-token',
    'time-local',
    'unixtime',
  ],
];

/** Warns of each format that nobody knows, once, at the first place: values are not held against it. */
export function checkFormats({ all }: SchemasInUse, source: Source, { warn }: Problems): void {
  const places = new Map<string, string[]>();
  for (const [location, schema] of all) {
    const format = isObject(schema) ? schema.format : undefined;
    if (typeof format !== 'string') continue;
    const before = places.get(format);
    if (before) before.push(location);
    else if (!isKnown(format)) places.set(format, [location]);
  }
  for (const [format, [first = '', ...others]] of places) {
    const more = others.length === 0 ? '' : `, here and at ${plural(others.length, 'other place')}`;
    warn(
      `the format ${JSON.stringify(format)} is not known${more}: values are not held against it`,
      source.at(`${first}/format`),
    );
  }
}

function isKnown(format: string): boolean {
  if (REGISTERED.includes(format)) return true;
  try {
    addFormats.default.get(format as Parameters<typeof addFormats.default.get>[0]);
    return true;
  } catch {
    return false;
  }
}
