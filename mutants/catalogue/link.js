import { withText } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { readPlace, setIn, writePlace } from '../places.js';
import { ofEachRow } from '../ways.js';

/** Single rows that do not agree with the list. */

const isOne = ({ isOne: one, filters }) => one && filters.length > 0;
const idOf = (exchange, { filters: [filter] }) => Number(readPlace(exchange.asked, filter.place));
const isUnknown = async (exchange) => !exchange.isSuccess && !(await exchange.isUnproven());
const asksForARow = (exchange, context) =>
  /^\d+$/.test(readPlace(exchange.asked, context.filters[0].place) ?? '');

export const link = [
  {
    name: 'listed-row-is-not-found',
    about: 'every second row that is listed cannot be loaded',
    expects: ['link-loads'],
    applies: isOne,
    change: (exchange, context) =>
      exchange.isSuccess && idOf(exchange, context) % 2 === 0
        ? failureAnswer(context, 'not-found')
        : undefined,
  },
  {
    name: 'loads-fail',
    about: 'no row can be loaded',
    expects: ['link-loads', 'accepts'],
    applies: isOne,
    change: (exchange, context) => (exchange.isSuccess ? failureAnswer(context, 'not-found') : undefined),
  },
  {
    name: 'another-row-loads',
    about: 'the row behind the one asked for is loaded',
    expects: ['link-agrees', 'filter-sound'],
    applies: isOne,
    change: async (exchange, context) => {
      if (!exchange.isSuccess) return undefined;
      const id = idOf(exchange, context);
      const other = await exchange.send(
        writePlace(exchange.asked, context.filters[0].place, id > 1 ? id - 1 : 2),
      );
      return other.rows && other;
    },
  },
  {
    name: 'always-the-same-row',
    about: 'whatever is asked for, the same row is loaded',
    expects: ['link-agrees', 'filter-sound'],
    applies: isOne,
    change: async (exchange, context) => {
      if (!exchange.isSuccess) return undefined;
      const other = await exchange.send(writePlace(exchange.asked, context.filters[0].place, 1));
      return other.rows && other;
    },
  },
  {
    name: 'loaded-row-disagrees',
    about: 'a loaded row has another name than the listed one',
    expects: ['link-agrees'],
    applies: isOne,
    change: ofEachRow((row, _, { fields }) => {
      const { name } = fields.find(({ schema }) => schema['x-faker'] === 'chat.question');
      return setIn(row, [name], `${row[name]} (copy)`);
    }),
  },
  {
    name: 'unknown-id-loads',
    about: 'an id that nothing has loads a row',
    expects: ['link-unknown'],
    applies: isOne,
    change: async (exchange, context) => {
      if (!asksForARow(exchange, context) || !(await isUnknown(exchange))) return undefined;
      const other = await exchange.send(writePlace(exchange.asked, context.filters[0].place, 1));
      return other.rows && other;
    },
  },
  {
    name: 'unknown-id-is-empty',
    about: 'an id that nothing has gets an empty success',
    expects: ['link-unknown'],
    applies: isOne,
    change: async (exchange, context) => {
      if (!asksForARow(exchange, context) || !(await isUnknown(exchange))) return undefined;
      const other = await exchange.send(writePlace(exchange.asked, context.filters[0].place, 1));
      return other.rows && withText(other, JSON.stringify(setIn(other.json, context.list.items.path, null)));
    },
  },
  {
    name: 'unknown-id-fails',
    about: 'an id that nothing has makes the server fail',
    expects: ['server-error'],
    applies: isOne,
    change: async (exchange, context) =>
      asksForARow(exchange, context) && (await isUnknown(exchange))
        ? { ...exchange.answer, status: 500 }
        : undefined,
  },
  {
    name: 'unknown-id-is-invalid',
    about: 'an id that nothing has is refused as if it were none',
    expects: ['link-unknown'],
    applies: isOne,
    change: async (exchange, context) =>
      asksForARow(exchange, context) && (await isUnknown(exchange))
        ? failureAnswer(context, 'invalid-parameter', 'id')
        : undefined,
  },
];
