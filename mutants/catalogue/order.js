import { getIn, readField, writeField } from '../parsed-request.js';
import { cut, ignoring, ofPages, ofRows } from '../ways.js';

/** Rows that do not stand where they should. */

const isOrdered = ({ isMany, list }) => isMany && list.order !== undefined;
const isUnasked = (exchange, { list: { order } }) =>
  [order.requestedBy, order.requestedDirection].every(
    (field) => !field || readField(exchange.asked, field) === undefined,
  );

export const order = [
  {
    name: 'order-reversed',
    about: 'rows come in the opposite order, from page to page',
    expects: ['order'],
    applies: isOrdered,
    change: ofPages((all, { page, size }, exchange, context) =>
      isUnasked(exchange, context)
        ? { rows: cut(all.toReversed(), page, size).rows }
        : { rows: exchange.answer.rows },
    ),
  },
  {
    name: 'two-rows-swapped',
    about: 'the first row of a page comes last',
    expects: ['order'],
    applies: isOrdered,
    change: ofRows((rows) => [...rows.slice(1), rows[0]]),
  },
  {
    name: 'pages-in-another-order',
    about: 'each page is in order, the pages are not',
    expects: ['order', 'page-slices'],
    applies: (context) => isOrdered(context) && context.isPaged,
    change: ofPages((all, { page, size }, exchange) => {
      const last = Math.floor(all.length / size);
      return { rows: page > last ? exchange.answer.rows : cut(all, last + 1 - page, size).rows };
    }),
  },
  {
    name: 'page-borders-swapped',
    about: 'each page but the first begins with the row that should end the one before',
    expects: ['order', 'page-slices'],
    applies: (context) => isOrdered(context) && context.isPaged,
    change: ofPages((all, { page, size }, exchange, context) => {
      if (!isUnasked(exchange, context)) return { rows: exchange.answer.rows };
      const swapped = [...all];
      for (let at = size; at < all.length; at += size)
        [swapped[at - 1], swapped[at]] = [swapped[at], swapped[at - 1]];
      return { rows: cut(swapped, page, size).rows };
    }),
  },
  {
    name: 'order-random',
    about: 'rows come in another order each time',
    expects: ['repeatable', 'order', 'page-disjoint'],
    applies: isOrdered,
    change: ofPages((all, { page, size }, { state }) => {
      state.seed = (state.seed ?? 0) + 1;
      return { rows: cut(shuffled(all, state.seed), page, size).rows };
    }),
  },
  {
    name: 'order-by-another-field',
    about: 'rows are in the order of another field',
    expects: ['order'],
    applies: (context) => isOrdered(context) && textField(context) !== undefined,
    change: ofPages((all, { page, size }, exchange, context) => {
      if (!isUnasked(exchange, context)) return { rows: exchange.answer.rows };
      const field = textField(context);
      return {
        rows: cut(
          all.toSorted((a, b) => compare(getIn(a, field.path), getIn(b, field.path))),
          page,
          size,
        ).rows,
      };
    }),
  },
  {
    name: 'direction-ignored',
    about: 'a requested direction is not obeyed',
    expects: ['order-request'],
    applies: ({ list }) => list.order?.requestedDirection !== undefined,
    change: ignoring(({ list }) => list.order.requestedDirection),
  },
  {
    name: 'order-field-ignored',
    about: 'a requested field is not obeyed',
    expects: ['order-request'],
    applies: ({ list }) => list.order?.requestedBy !== undefined,
    change: ignoring(({ list }) => list.order.requestedBy),
  },
  {
    name: 'sign-ignored',
    about: 'a sign before the value that asks for an order is not read',
    expects: ['order-request'],
    applies: ({ list }) => hasSigns(list.order) && !list.order.isSeveral,
    change: async (exchange, { list }) => {
      const { requestedBy } = list.order;
      const asked = readField(exchange.asked, requestedBy);
      if (!exchange.isSuccess || !/^[-+]/.test(asked)) return undefined;
      const other = await exchange.send(writeField(exchange.asked, requestedBy, asked.slice(1)));
      return other.rows && exchange.withRows(other.rows);
    },
  },
  {
    name: 'second-order-ignored',
    about: 'of several orders only the first is obeyed',
    expects: ['order-request'],
    applies: ({ list }) => list.order?.isSeveral === true,
    change: async (exchange, { list }) => {
      const { requestedBy } = list.order;
      const [first, ...others] = String(readField(exchange.asked, requestedBy) ?? '').split(',');
      if (!exchange.isSuccess || others.length === 0) return undefined;
      const other = await exchange.send(writeField(exchange.asked, requestedBy, first));
      return other.rows && exchange.withRows(other.rows);
    },
  },
  {
    name: 'direction-turned-round',
    about: 'a requested direction gives the opposite one',
    expects: ['order-request'],
    applies: ({ list }) => list.order?.requestedDirection !== undefined,
    change: ofPages((all, { page, size }, exchange, { list }) =>
      readField(exchange.asked, list.order.requestedDirection) === undefined
        ? { rows: exchange.answer.rows }
        : { rows: cut(all.toReversed(), page, size).rows },
    ),
  },
  {
    name: 'only-the-page-is-ordered',
    about: 'a page is cut first and put into the requested order then',
    expects: ['order-request'],
    applies: ({ list, isPaged }) => isPaged && list.order?.requestedBy !== undefined,
    change: async (exchange, { list }) => {
      const name = exchange.isSuccess && readField(exchange.asked, list.order.requestedBy);
      if (!name) return undefined;
      const { requestedBy, requestedDirection } = list.order;
      const isAscending =
        requestedDirection && /^asc$/i.test(String(readField(exchange.asked, requestedDirection)));
      const other = await exchange.send(
        [requestedBy, requestedDirection].reduce(
          (known, field) => (field ? writeField(known, field, undefined) : known),
          exchange.asked,
        ),
      );
      const sorted = other.rows?.toSorted((a, b) => compare(a[name], b[name]));
      return sorted && exchange.withRows(isAscending ? sorted : sorted.toReversed());
    },
  },
  {
    name: 'numbers-ordered-as-text',
    about: 'a requested order by a number is that of its digits',
    expects: ['order-request'],
    applies: ({ list, fields }) =>
      list.order?.requestedBy !== undefined && list.order.by.some((name) => isNumber(fields, name)),
    change: ofPages((all, { page, size }, exchange, { list, fields }) => {
      const { choices, requestedBy, requestedDirection } = list.order;
      const said = readField(exchange.asked, requestedBy);
      const choice = choices.find(({ value }) => value === said);
      const name = choice?.field;
      if (!isNumber(fields, name)) return { rows: exchange.answer.rows };
      const direction = requestedDirection ? readField(exchange.asked, requestedDirection) : choice.direction;
      const asc = String(direction).toLowerCase() === 'asc';
      const sorted = all.toSorted((a, b) => compare(String(a[name]), String(b[name])));
      return { rows: cut(asc ? sorted : sorted.toReversed(), page, size).rows };
    }),
  },
];

/** Whether a request can say a value with a minus and without one. */
function hasSigns(order) {
  const said = order?.requestedBy ? order.choices.map(({ value }) => value) : [];
  return said.some((value) => said.includes(`-${value}`));
}

function textField({ fields, list }) {
  return fields.find(
    ({ path, types, hints, isId, schema }) =>
      path.length === 1 &&
      types[0] === 'string' &&
      hints.time === undefined &&
      !isId &&
      schema.const === undefined &&
      schema['x-faker'] === 'chat.question' &&
      list.order.by[0] !== path[0],
  );
}

function isNumber(fields, name) {
  const field = fields.find(({ path }) => path.length === 1 && path[0] === name);
  return field !== undefined && ['integer', 'number'].includes(field.types[0]) && !field.isId;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Another order for each seed, the same one for the same. */
function shuffled(rows, seed) {
  return rows
    .map((row, index) => ({ row, key: Math.imul(index + 1, 2654435761 + seed * 40503) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}
