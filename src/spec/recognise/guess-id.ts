import { ALPHABETS, exampleOf, type IdTemplate, isRandom, parseIdTemplate } from '../id-template.ts';
import { compilePattern } from '../pattern.ts';
import { firstExample } from '../schema.ts';
import type { RowField } from './row-fields.ts';

/** How ids may be written, by what an example of one looks like. */
const LOOKS: readonly (readonly [looks: RegExp, template: string])[] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, '{uuid}'],
  [/^[0-9A-HJKMNP-TV-Z]{26}$/, '{ulid}'],
  [/^[0-9a-f]{24}$/, '{objectid}'],
  [/^\d{1,10}$/, '{sequence}'],
];

/** Keywords that say more of a value than is looked at here. */
export const CLOSED = ['enum', 'const', 'not', 'if', 'oneOf', 'anyOf'] as const;

/** Where no example says it, the first of these that the schema allows. */
const USUAL = ['{base62}', '{nanoid}', '{objectid}', '{uuid}', '{sequence}'];

/** How the ids of a field are written, by its schema and example; undefined where nothing that is known fits. */
export function guessId({ schema, types }: RowField): string | undefined {
  if (CLOSED.some((word) => schema[word] !== undefined)) return undefined;
  if (types.length !== 1) return undefined;
  if (types[0] === 'integer' || types[0] === 'number') return isCounted(schema) ? '{sequence}' : undefined;
  if (types[0] !== 'string') return undefined;
  if (schema.format === 'uuid') return isAllowed(schema, '{uuid}') ? '{uuid}' : undefined;
  if (schema.format !== undefined) return undefined;
  const isUuid = /\buuid\b/i.test(typeof schema.description === 'string' ? schema.description : '');
  const templates = [...likeExample(firstExample(schema)), ...(isUuid ? ['{uuid}'] : []), ...USUAL];
  return templates.find((template) => isAllowed(schema, template));
}

/** A template that an example may come from: `msg_4fK2mZq8Lx` → `msg_{base62:10}`. */
function likeExample(example: unknown): string[] {
  if (typeof example !== 'string') return [];
  const known = LOOKS.filter(([looks]) => looks.test(example)).map(([, template]) => template);
  const [, before, part = ''] = /^([A-Za-z][A-Za-z_]*[_-])([A-Za-z0-9]{6,100})$/.exec(example) ?? [];
  if (before === undefined) return known;
  const kind = /^[0-9a-f]{8,}$/.test(part) ? 'hex' : 'base62';
  return [...known, `${before}{${kind}:${part.length}}`];
}

/** Whether a number from 1 on is a value of the schema. */
function isCounted({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
}: RowField['schema']): boolean {
  return (
    (typeof minimum !== 'number' || minimum <= 1) &&
    (typeof exclusiveMinimum !== 'number' || exclusiveMinimum < 1) &&
    [maximum, exclusiveMaximum].every((most) => typeof most !== 'number' || most > 1_000_000) &&
    (multipleOf === undefined || multipleOf === 1)
  );
}

function isAllowed({ pattern, minLength, maxLength }: RowField['schema'], text: string): boolean {
  const template = parseIdTemplate(text);
  if ('problem' in template) return false;
  return [exampleOf(template), mixed(template)].every(
    (example) =>
      (typeof minLength !== 'number' || example.length >= minLength) &&
      (typeof maxLength !== 'number' || example.length <= maxLength) &&
      (typeof pattern !== 'string' || compilePattern(pattern).test(example)),
  );
}

/** An id with characters of every kind that it may have. */
function mixed(template: IdTemplate): string {
  const { before, after, kind, length = 0 } = template;
  if (!isRandom(kind)) return exampleOf(template);
  const letters = [...ALPHABETS[kind]].reverse();
  return before + Array.from({ length }, (_, at) => letters[(at * 7) % letters.length]).join('') + after;
}
