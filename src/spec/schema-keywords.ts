import { isObject, type Json, type JsonObject } from './json.ts';
import { ONE_SCHEMA, SCHEMA_LISTS, SCHEMA_MAPS } from './schemas-in-use.ts';

/** Something wrong with a schema. */
export interface SchemaProblem {
  /** The keyword that it is about. */
  readonly keyword: string;
  /** What is wrong, after the keyword: "must be a number, not …". */
  readonly problem: string;
}

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

interface KeywordKind {
  readonly keywords: readonly string[];
  readonly must: string;
  fits(value: Json): boolean;
}

const KINDS: readonly KeywordKind[] = [
  {
    keywords: [
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
      'minProperties',
      'maxProperties',
      'minContains',
      'maxContains',
    ],
    must: 'be a whole number from 0',
    fits: (value) => Number.isInteger(value) && Number(value) >= 0,
  },
  {
    keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
    must: 'be a number',
    fits: isNumber,
  },
  {
    keywords: ['multipleOf'],
    must: 'be a number above 0',
    fits: (value) => isNumber(value) && Number(value) > 0,
  },
  {
    keywords: ['$ref', '$id', '$anchor', '$dynamicRef', '$dynamicAnchor', 'format', 'pattern'],
    must: 'be a text',
    fits: (value) => typeof value === 'string',
  },
  { keywords: ['uniqueItems'], must: 'be true or false', fits: (value) => typeof value === 'boolean' },
  { keywords: ['required'], must: 'be a list of names', fits: isListOfTexts },
  { keywords: ['enum'], must: 'be a list of at least one value', fits: isFilledList },
  { keywords: ONE_SCHEMA, must: 'be a schema', fits: isSchema },
  {
    keywords: SCHEMA_LISTS,
    must: 'be a list of at least one schema',
    fits: (value) => isFilledList(value) && (value as Json[]).every(isSchema),
  },
  {
    keywords: SCHEMA_MAPS,
    must: 'be an object of schemas',
    fits: (value) => isObject(value) && Object.values(value).every(isSchema),
  },
  {
    keywords: ['dependentRequired'],
    must: 'be an object of lists of names',
    fits: (value) => isObject(value) && Object.values(value).every(isListOfTexts),
  },
  {
    keywords: ['type'],
    must: `be one of ${TYPES.join(', ')}, or a list of them`,
    fits: (value) =>
      TYPES.includes(value as string) ||
      (isFilledList(value) && (value as Json[]).every((one) => TYPES.includes(one as string))),
  },
];

const KIND_OF = new Map(KINDS.flatMap((kind) => kind.keywords.map((keyword) => [keyword, kind] as const)));

/** What can be written in place of what many have learnt elsewhere. */
const INSTEAD: Readonly<Record<string, (value: Json) => string | undefined>> = {
  exclusiveMinimum: (value) =>
    instead(typeof value === 'boolean', 'that is OpenAPI 3.0; write the bound itself here, and no minimum'),
  exclusiveMaximum: (value) =>
    instead(typeof value === 'boolean', 'that is OpenAPI 3.0; write the bound itself here, and no maximum'),
  required: (value) =>
    instead(typeof value === 'boolean', 'the object around it lists which of its properties are required'),
  items: (value) => instead(Array.isArray(value), 'schemas of the first items stand in prefixItems'),
  enum: (value) => instead(Array.isArray(value), 'no value would fit'),
};

/** The first keyword of a schema whose value is not of the kind that JSON Schema 2020-12 asks for. */
export function wrongKeyword(schema: JsonObject): SchemaProblem | undefined {
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = KIND_OF.get(keyword);
    if (!kind || kind.fits(value)) continue;
    const why = INSTEAD[keyword]?.(value);
    return {
      keyword,
      problem: `must ${kind.must}, not ${shown(value)}${why === undefined ? '' : `: ${why}`}`,
    };
  }
  return undefined;
}

const BOUNDS = [
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'maximum'],
  ['minimum', 'exclusiveMaximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
] as const;

/** The first pair of bounds between which there is nothing. */
export function contraryBounds(schema: JsonObject): SchemaProblem | undefined {
  for (const [least, most] of BOUNDS) {
    const [low, high] = [schema[least], schema[most]];
    if (typeof low !== 'number' || typeof high !== 'number') continue;
    const isOpen = least.startsWith('exclusive') || most.startsWith('exclusive');
    if (low < high || (low === high && !isOpen)) continue;
    return { keyword: least, problem: `is ${low} and ${most} is ${high}: no value would fit` };
  }
  return undefined;
}

function instead(isIt: boolean, text: string): string | undefined {
  return isIt ? text : undefined;
}

function isNumber(value: Json): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isSchema(value: Json): boolean {
  return typeof value === 'boolean' || isObject(value);
}

function isFilledList(value: Json): boolean {
  return Array.isArray(value) && value.length > 0;
}

function isListOfTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function shown(value: Json): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
