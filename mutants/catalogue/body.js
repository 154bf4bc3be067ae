import { withJson, withText } from '../exchange.js';
import { getIn, setIn } from '../parsed-request.js';
import { firstOf, ofEachRow, ofRows, ofSuccess } from '../ways.js';

/** Fields of the answer that do not fit their schemas. */

const isOnly = (field, type) => field.types.length === 1 && field.types[0] === type;
const aField = (fits) => (context) =>
  firstOf(
    context.fields
      .filter((field) => fits(field, context))
      .map((field) => ({ label: field.path.join('.'), field })),
  );

/** Another value in a field of every row. */
const inField = (to) =>
  ofEachRow((row, exchange) => {
    const { path } = exchange.target.field;
    const value = getIn(row, path);
    return value === undefined || value === null ? row : setIn(row, path, to(value, exchange.target.field));
  });

const plain = ({ path, schema, isId }, { list }) =>
  path.length === 1 &&
  schema.const === undefined &&
  !isId &&
  !list.filters.some(({ field }) => field === path[0]) &&
  list.order?.by[0] !== path[0];

const toOtherCase = (value) =>
  typeof value !== 'string'
    ? value
    : value === value.toUpperCase()
      ? value.toLowerCase()
      : value.toUpperCase();

/** The last boolean beside the rows, written in another way. */
function ofBoolean(write) {
  return {
    targets: ({ envelope }) =>
      firstOf(
        envelope
          .filter(({ types }) => types[0] === 'boolean')
          .reverse()
          .map((field) => ({ label: field.name, field })),
      ),
    change: ofSuccess((answer, { target: { field } }) => {
      const value = getIn(answer.json, field.path);
      return value === undefined ? answer : withJson(answer, setIn(answer.json, field.path, write(value)));
    }),
  };
}

export const body = [
  {
    name: 'integer-became-text',
    about: 'an integer of each row is written as text',
    expects: ['schema'],
    targets: aField((field) => isOnly(field, 'integer')),
    change: inField(String),
  },
  {
    name: 'text-became-number',
    about: 'a text of each row is written as a number',
    expects: ['schema'],
    targets: aField((field, context) => isOnly(field, 'string') && plain(field, context)),
    change: inField((value) => Number.parseInt(value, 10) || 7),
  },
  {
    name: 'float-for-integer',
    about: 'an integer of each row has a fraction',
    expects: ['schema'],
    targets: aField((field) => isOnly(field, 'integer')),
    change: inField((value) => value + 0.5),
  },
  {
    name: 'integer-beyond-int32',
    about: 'an int32 of each row is larger than 32 bits hold',
    expects: ['schema'],
    targets: aField((field) => isOnly(field, 'integer') && field.schema.format === 'int32'),
    change: inField(() => 3_000_000_000),
  },
  {
    name: 'below-the-minimum',
    about: 'a number of each row is below its minimum',
    expects: ['schema'],
    targets: aField((field) => typeof field.schema.minimum === 'number'),
    change: inField((_, { schema }) => schema.minimum - 1),
  },
  {
    name: 'field-dropped',
    about: 'a required field is missing in each row',
    expects: ['schema'],
    targets: aField((field) => field.required && field.path.length === 1),
    change: ofEachRow((row, { target }) => setIn(row, target.field.path, undefined)),
  },
  {
    name: 'field-dropped-once',
    about: 'a required field is missing in the last row of a page',
    expects: ['schema'],
    targets: aField((field) => field.required && field.path.length === 1),
    change: ofRows((rows, { target }) => [
      ...rows.slice(0, -1),
      setIn(rows.at(-1), target.field.path, undefined),
    ]),
  },
  {
    name: 'field-renamed',
    about: 'a required field has another name in each row',
    expects: ['schema'],
    targets: aField((field) => field.required && field.path.length === 1),
    change: ofEachRow((row, { target: { field } }) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name === field.name ? `${name}_2` : name, value]),
      ),
    ),
  },
  {
    name: 'field-null',
    about: 'a field that is never null is null in each row',
    expects: ['schema'],
    targets: aField((field) => field.required && field.types.length > 0 && !field.types.includes('null')),
    change: inField(() => null),
  },
  {
    name: 'constant-changed',
    about: 'a field of each row has a value outside its enum or constant',
    expects: ['schema'],
    targets: aField(({ schema }) => schema.enum !== undefined || schema.const !== undefined),
    change: ofEachRow((row, { target: { field } }) =>
      setIn(
        row,
        field.path,
        field.types[0] === 'string'
          ? 'NO_SUCH_VALUE'
          : field.types[0] === 'boolean'
            ? !field.schema.const
            : 987,
      ),
    ),
  },
  {
    name: 'enum-in-another-case',
    about: 'a value of an enum is written in another letter case',
    expects: ['schema'],
    targets: aField(
      ({ schema }) => Array.isArray(schema.enum) && schema.enum.some((value) => toOtherCase(value) !== value),
    ),
    change: inField(toOtherCase),
  },
  {
    name: 'text-empty',
    about: 'a text of each row that is never empty is',
    expects: ['schema'],
    targets: aField(({ schema }) => schema.minLength > 0),
    change: inField(() => ''),
  },
  {
    name: 'pattern-broken',
    about: 'a text of each row does not fit its pattern',
    expects: ['schema', 'time'],
    targets: aField(({ schema }) => schema.pattern !== undefined),
    change: inField(() => 'soon'),
  },
  {
    name: 'boolean-became-text',
    about: 'a boolean is written as text',
    expects: ['schema'],
    ...ofBoolean(String),
  },
  {
    name: 'boolean-became-number',
    about: 'a boolean is written as 1 or 0',
    expects: ['schema'],
    ...ofBoolean(Number),
  },
  {
    name: 'envelope-field-dropped',
    about: 'a required field beside the rows is missing',
    expects: ['schema', 'total', 'has-more'],
    targets: (context) =>
      firstOf(
        context.envelope
          .filter(({ required, types }) => required && !types.includes('object'))
          .reverse()
          .map((field) => ({ label: field.path.join('.'), field })),
      ),
    change: ofSuccess((answer, { target }) =>
      withJson(answer, setIn(answer.json, target.field.path, undefined)),
    ),
  },
  {
    name: 'wrapped-once-more',
    about: 'the whole body stands under one more key',
    expects: ['schema', 'envelope', 'accepts'],
    change: ofSuccess((answer) => withJson(answer, { result: answer.json })),
  },
  {
    name: 'written-twice',
    about: 'the body is a JSON text that holds the JSON',
    expects: ['schema'],
    change: ofSuccess((answer) => withJson(answer, JSON.stringify(answer.json))),
  },
  {
    name: 'envelope-gone',
    about: 'the rows come without what should stand around them',
    expects: ['schema', 'accepts'],
    applies: ({ list }) => list.items.path.length > 0,
    change: ofSuccess((answer, _, { list }) => withJson(answer, getIn(answer.json, list.items.path))),
  },
  {
    name: 'list-became-object',
    about: 'the list of rows is an object by index',
    expects: ['schema'],
    applies: ({ isMany }) => isMany,
    change: ofSuccess((answer, _, { list }) =>
      answer.rows.length === 0
        ? answer
        : withJson(answer, setIn(answer.json, list.items.path, Object.fromEntries(answer.rows.entries()))),
    ),
  },
  {
    name: 'one-row-without-its-list',
    about: 'a list of one row is the row itself',
    expects: ['schema'],
    applies: ({ isPaged }) => isPaged,
    change: ofSuccess((answer, _, { list }) =>
      answer.rows.length === 1
        ? withJson(answer, setIn(answer.json, list.items.path, answer.rows[0]))
        : undefined,
    ),
  },
  {
    name: 'empty-list-became-object',
    about: 'a list without rows is {}',
    expects: ['schema'],
    applies: ({ isPaged }) => isPaged,
    change: ofSuccess((answer, _, { list }) =>
      answer.rows.length === 0 ? withJson(answer, setIn(answer.json, list.items.path, {})) : undefined,
    ),
  },
  {
    name: 'row-null',
    about: 'one row of each page is null',
    expects: ['schema'],
    applies: ({ isMany }) => isMany,
    change: ofRows((rows) => [null, ...rows.slice(1)]),
  },
  {
    name: 'row-is-a-list',
    about: 'each row is a list of its values',
    expects: ['schema', 'accepts'],
    change: (exchange, context) =>
      exchange.isSuccess && exchange.answer.rows.length > 0
        ? withJson(
            exchange.answer,
            setIn(
              exchange.answer.json,
              context.list.items.path,
              context.isMany
                ? exchange.answer.rows.map((row) => Object.values(row))
                : Object.values(exchange.answer.rows[0]),
            ),
          )
        : undefined,
  },
  {
    name: 'list-null',
    about: 'the list is null where the document has no null',
    expects: ['schema'],
    applies: ({ isMany, list }) => isMany && list.paging.empty.items !== null,
    change: (exchange, { list }) =>
      exchange.isSuccess
        ? withJson(exchange.answer, setIn(exchange.answer.json, list.items.path, null))
        : undefined,
  },
  {
    name: 'empty-object',
    about: 'a success is {}',
    expects: ['schema', 'envelope', 'accepts'],
    change: ofSuccess((answer) => withText(answer, '{}')),
  },
  {
    name: 'body-null',
    about: 'a success is null',
    expects: ['schema', 'accepts'],
    change: ofSuccess((answer) => withText(answer, 'null')),
  },
  {
    name: 'unknown-field',
    about: 'each row has a field that the document does not know',
    expects: ['unknown-field'],
    isInfo: true,
    change: ofEachRow((row) => ({ ...row, brandNewField: 1 })),
  },
  {
    name: 'unknown-field-beside-rows',
    about: 'the envelope has a field that the document does not know',
    expects: ['unknown-field'],
    isInfo: true,
    change: ofSuccess((answer) => withJson(answer, { ...answer.json, brandNewField: 1 })),
  },
  {
    name: 'write-only-field-shown',
    about: 'each row has a field that only requests may have',
    expects: ['schema'],
    targets: aField(({ schema }) => schema.writeOnly === true),
    change: ofEachRow((row, { target }) => setIn(row, target.field.path, 'hidden')),
  },
  {
    name: 'sum-off-by-one',
    about: 'a sum of other fields does not add up',
    expects: ['schema'],
    targets: aField(({ hints }) => Array.isArray(hints.from)),
    change: inField((value) => value + 1),
  },
  {
    name: 'json-in-text-broken',
    about: 'a text that holds JSON does not',
    expects: ['schema', 'json'],
    targets: aField(({ schema }) => schema.contentMediaType === 'application/json'),
    change: inField((value) => value.slice(0, -1)),
  },
  {
    name: 'row-changes-its-type-on-page-two',
    about: 'an integer is text, but only from page 2 on',
    expects: ['schema'],
    targets: (context) =>
      context.isPaged ? aField((field) => isOnly(field, 'integer') || isOnly(field, 'string'))(context) : [],
    change: (exchange, context) =>
      exchange.isSuccess && exchange.slice().page > 1
        ? inField((value) => (typeof value === 'number' ? String(value) : 7))(exchange, context)
        : undefined,
  },
];
