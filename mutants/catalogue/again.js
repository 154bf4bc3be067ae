import { wantedBy } from '../filters.js';
import { getIn, readField, setIn, writeField } from '../parsed-request.js';
import { ofEachRow, word } from '../ways.js';

/** What holds once, and no more when it is asked for again in another way. */

const isFiltered = ({ asked }, context) =>
  context.filters.some((filter) => wantedBy(context, asked, filter) !== undefined);
const hasFilter = ({ filters, isMany }) => isMany && filters.length > 0;

function textOf({ fields }) {
  return fields.find(
    ({ path, types, hints, schema }) =>
      path.length === 1 &&
      types[0] === 'string' &&
      schema.const === undefined &&
      schema.enum === undefined &&
      schema.writeOnly !== true &&
      Object.keys(hints).every((hint) => hint === 'evidence'),
  );
}

export const again = [
  {
    name: 'row-differs-on-small-pages',
    about: 'a row has another text where the page is small',
    expects: ['repeatable', 'order-request', 'filter-complete', 'filter-sound'],
    applies: (context) =>
      context.isPaged && context.list.paging.reads.size.length > 0 && textOf(context) !== undefined,
    change: ofEachRow((row, exchange, context) => {
      const { path } = textOf(context);
      const text = getIn(row, path);
      return exchange.slice().size < 50 && typeof text === 'string' ? setIn(row, path, `${text}.`) : row;
    }),
  },
  {
    name: 'order-ignored-under-a-filter',
    about: 'a requested direction is not obeyed where a filter is asked for',
    expects: ['order-request'],
    applies: (context) => hasFilter(context) && context.list.order?.requestedDirection !== undefined,
    change: async (exchange, context) => {
      const field = context.list.order.requestedDirection;
      if (!exchange.isSuccess || !isFiltered(exchange, context)) return undefined;
      if (readField(exchange.asked, field) === undefined) return undefined;
      const other = await exchange.send(writeField(exchange.asked, field, undefined));
      return other.rows && exchange.withRows(other.rows);
    },
  },
  {
    name: 'flag-stuck-under-a-filter',
    about: 'every page says that there is more where a filter is asked for',
    expects: ['has-more'],
    applies: (context) => hasFilter(context) && context.shows('hasMore'),
    change: (exchange, context) =>
      exchange.isSuccess && isFiltered(exchange, context)
        ? word('hasMore', () => exchange.answer.rows.length > 0)(exchange, context)
        : undefined,
  },
  {
    name: 'token-works-once',
    about: 'a token that was used before leads to the first page',
    expects: ['token'],
    applies: ({ isMany, list }) =>
      isMany && list.paging.reads.token.length > 0 && list.paging.cursor === 'page',
    change: async (exchange, { list }) => {
      if (!exchange.isSuccess || !exchange.slice().hasToken) return undefined;
      exchange.state.used ??= new Set();
      const { used } = exchange.state;
      if (!used.has(exchange.asked.url)) return void used.add(exchange.asked.url);
      const first = list.paging.reads.token.reduce(
        (known, field) => writeField(known, field, undefined),
        exchange.asked,
      );
      const other = await exchange.send(first);
      return other.rows && exchange.withRows(other.rows);
    },
  },
];
