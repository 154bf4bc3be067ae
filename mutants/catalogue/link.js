import { withText } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { readField, setIn } from '../parsed-request.js';
import { ofEachRow } from '../ways.js';

/** Single rows that do not agree with the list. */

const isOne = ({ isOne: one, filters }) => one && filters.length > 0;

/** A row that was loaded before, for another id: the first one of all, or the last one. */
const loaded = (which) => (exchange, context) => {
  const { state, answer } = exchange;
  const id = readField(exchange.asked, context.filters[0].from);
  const other = state[which];
  if (exchange.isSuccess && (which === 'last' || !other)) state[which] = { id, answer };
  return other && other.id !== id ? other.answer : undefined;
};
const first = loaded('first');

/** Whether a request asks for a row that nothing has, in the words of one that there could be. */
const asksForNothing = async (exchange, context) => {
  const { from, schema } = context.filters[0];
  const id = readField(exchange.asked, from) ?? '';
  const isNumber = context.spec.schemas.types(schema).includes('integer');
  if (exchange.isSuccess || (isNumber ? !/^\d+$/.test(id) : id === '')) return false;
  return !(await exchange.isUnproven());
};

/** What becomes of a request for a row that nothing has. */
const ofUnknown = (change) => async (exchange, context) =>
  (await asksForNothing(exchange, context)) ? change(exchange, context) : void first(exchange, context);

export const link = [
  {
    name: 'listed-row-is-not-found',
    about: 'every second row that is listed cannot be loaded',
    expects: ['link-loads'],
    applies: isOne,
    change: (exchange, context) => {
      const id = readField(exchange.asked, context.filters[0].from) ?? '';
      return exchange.isSuccess && id.charCodeAt(id.length - 1) % 2 === 0
        ? failureAnswer(context, 'not-found')
        : undefined;
    },
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
    about: 'the row that was asked for before is loaded',
    expects: ['link-agrees', 'filter-sound'],
    applies: isOne,
    change: (exchange, context) => {
      const other = loaded('last')(exchange, context);
      return exchange.isSuccess ? other : undefined;
    },
  },
  {
    name: 'always-the-same-row',
    about: 'whatever is asked for, the same row is loaded',
    expects: ['link-agrees', 'filter-sound'],
    applies: isOne,
    change: (exchange, context) => (exchange.isSuccess ? first(exchange, context) : undefined),
  },
  {
    name: 'loaded-row-disagrees',
    about: 'a loaded row has another name than the listed one',
    expects: ['link-agrees'],
    applies: isOne,
    change: ofEachRow((row, _, { fields }) => {
      const { name } = fields.find(({ schema }) => JSON.stringify(schema['x-faker'] ?? '').includes('chat.'));
      return setIn(row, [name], `${row[name]} (copy)`);
    }),
  },
  {
    name: 'unknown-id-loads',
    about: 'an id that nothing has loads a row',
    expects: ['link-unknown'],
    applies: isOne,
    change: ofUnknown(first),
  },
  {
    name: 'unknown-id-is-empty',
    about: 'an id that nothing has gets an empty success',
    expects: ['link-unknown'],
    applies: isOne,
    change: ofUnknown((exchange, context) => {
      const other = first(exchange, context);
      return other && withText(other, JSON.stringify(setIn(other.json, context.list.items.path, null)));
    }),
  },
  {
    name: 'unknown-id-fails',
    about: 'an id that nothing has makes the server fail',
    expects: ['server-error'],
    applies: isOne,
    change: ofUnknown(({ answer }) => ({ ...answer, status: 500 })),
  },
  {
    name: 'unknown-id-is-refused-otherwise',
    about: 'an id that nothing has gets another failure than the documented one',
    expects: ['link-unknown'],
    applies: isOne,
    change: ofUnknown((_, context) =>
      failureAnswer(
        context,
        context.operation.failures.has('invalid-parameter') ? 'invalid-parameter' : 'internal',
        'id',
      ),
    ),
  },
];
