import { isJsonType } from './media-type.ts';

/** In which form a body of a media type is written. */
export const BODY_FORMATS = [
  'json',
  'lines',
  'sequence',
  'events',
  'xml',
  'html',
  'csv',
  'tsv',
  'form',
  'text',
  'bytes',
  'other',
] as const;

type BodyFormat = (typeof BODY_FORMATS)[number];

const FORMS: readonly (readonly [pattern: RegExp, format: BodyFormat])[] = [
  [/^application\/(?:x-)?(?:ndjson|jsonl|json-?lines|jsonlines)$|\+jsonl$/, 'lines'],
  [/^application\/json-seq$|\+json-seq$/, 'sequence'],
  [/^text\/event-stream$/, 'events'],
  [/^text\/html$|^application\/xhtml\+xml$/, 'html'],
  [/[/+]xml$/, 'xml'],
  [/^text\/csv$/, 'csv'],
  [/^text\/tab-separated-values$/, 'tsv'],
  [/^application\/x-www-form-urlencoded$/, 'form'],
  [/^text\/|^application\/(?:x-)?(?:yaml|javascript|graphql|toml|jwt|sql)$|\+yaml$/, 'text'],
  [
    /^(?:image|audio|video|font|model)\/|^application\/(?:octet-stream|pdf|zip|(?:x-)?gzip|x-tar|zstd)$/,
    'bytes',
  ],
];

/** The form of a body by its media type, type and subtype in lower case. `other`: one that is not known. */
export function bodyFormatOf(essence: string): BodyFormat {
  if (isJsonType(essence)) return 'json';
  return FORMS.find(([pattern]) => pattern.test(essence))?.[1] ?? 'other';
}
