import { isObject, type Json } from '../../src/spec/json.ts';

/** A statement in a few words, by its keyword or word of `x-confab`. */
export function statementWords(statement: string, value: Json): string {
  const words = WORDS[statement];
  if (words) return words(value);
  return `${statement.replace('x-confab/', '')} ${code(value)}`;
}

const WORDS: Readonly<Record<string, (value: Json) => string>> = {
  type: (value) => [value].flat().join(' or '),
  format: String,
  enum: (value) =>
    Array.isArray(value) && value.length === 1 ? `always ${code(value[0] as Json)}` : `one of ${list(value)}`,
  const: (value) => `always ${code(value)}`,
  not: (value) =>
    isObject(value) && value.const !== undefined ? `never ${code(value.const)}` : 'not of a form',
  default: (value) => `default ${code(value)}`,
  pattern: (value) => `matches ${code(value)}`,
  minimum: (value) => `at least ${value}`,
  maximum: (value) => `at most ${value}`,
  exclusiveMinimum: (value) => `more than ${value}`,
  exclusiveMaximum: (value) => `less than ${value}`,
  minLength: (value) => (value === 1 ? 'not empty' : `at least ${value} characters`),
  maxLength: (value) => (value === 0 ? 'empty' : `at most ${value} characters`),
  minItems: (value) => `at least ${value} items`,
  maxItems: (value) => `at most ${value} items`,
  oneOf: () => 'one of the forms below',
  anyOf: () => 'at least one of the forms below',
  propertyNames: () => 'names of its fields have a form',
  additionalProperties: (value) => (value === false ? 'no other fields' : 'other fields have a form'),
  contentMediaType: (value) => `text that holds ${value}`,
  contentSchema: () => 'what it holds has a form',
  deprecated: (value) => (value === true ? 'deprecated' : 'not deprecated'),
  url: (value) => code(value),
  if: () => 'where the form “if” fits, “then” does',
  'x-confab/safe': (value) => (value === true ? 'changes nothing' : 'may change something'),
  'x-confab/collection': (value) => `rows of ${value}`,
  'x-confab/items': (value) => `the rows stand at ${code(value)}`,
  'x-confab/time': (value) => `a time, written as ${[value].flat().map(String).join(', read also as ')}`,
  'x-confab/invalid': (value) =>
    ({
      default: 'a value out of bounds counts as the default',
      clamp: 'a value out of bounds is moved to the bound',
    })[String(value)] ?? 'a value out of bounds is refused',
  'x-confab/from': (value) =>
    Array.isArray(value)
      ? `the sum of ${list(value)}`
      : `made from ${code(isObject(value) ? (Object.keys(value)[0] ?? null) : value)}`,
  'x-confab/value': (value) => `the mock writes ${code(value)}`,
};

export function code(value: Json): string {
  return `\`${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}\``;
}

function list(value: Json): string {
  return [value]
    .flat()
    .map((one) => code(one as Json))
    .join(', ');
}
