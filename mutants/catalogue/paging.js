import { withJson, withRows } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { getIn, readField, setIn, writeField } from '../parsed-request.js';
import { asked, cut, ofPages, ofSuccess, word } from '../ways.js';

/** Pages that do not fit each other, and what they show of themselves. */

const isPaged = ({ isPaged }) => isPaged;
const isFromZero = ({ list }) => list.paging.firstPage.asked === 0;
const shows = (word) => (context) => context.isMany && context.shows(word);

const setPage = (request, { list }, page) => {
  const without = list.paging.reads.token.reduce(
    (known, field) => writeField(known, field, undefined),
    request,
  );
  const [field] = list.paging.reads.page;
  return field ? writeField(without, field, page - 1 + list.paging.firstPage.asked) : without;
};
const setSize = (request, { list }, size) => {
  const [first, ...others] = list.paging.reads.size;
  return writeField(
    others.reduce((known, field) => writeField(known, field, undefined), request),
    first,
    size,
  );
};
const copyOf = (row, { fields }, number) => {
  const id = fields.find(({ isId }) => isId);
  if (!id) return row;
  const value = getIn(row, id.path);
  return setIn(
    row,
    id.path,
    typeof value === 'number'
      ? value + 1_000_000 + number
      : `${value.slice(0, -2)}${String(number).padStart(2, '0')}`,
  );
};

/** What is behind the last page is an empty page, and not refused. */
const endsEmpty = ({ isPaged, operation }) => isPaged && !operation.failures.has('past-the-end');
/** The page behind the last one, and those behind it. */
const pastTheEnd = (change) => async (exchange, context) => {
  if (!exchange.isSuccess || !context.isPaged) return undefined;
  const all = await exchange.world();
  const { page, size } = exchange.slice();
  if (page === 1 || (page - 1) * size < all.length) return undefined;
  return change(exchange, context, { all, size });
};

export const paging = [
  {
    name: 'row-twice-on-a-page',
    about: 'the first row of a page stands on it again in place of the last',
    expects: ['page-disjoint'],
    applies: ({ isMany }) => isMany,
    change: ofSuccess((answer, exchange) =>
      answer.rows.length < 2 ? answer : exchange.withRows([...answer.rows.slice(0, -1), answer.rows[0]]),
    ),
  },
  {
    name: 'row-on-two-pages',
    about: 'each page begins with the last row of the one before',
    expects: ['page-disjoint', 'page-slices'],
    applies: isPaged,
    change: ofPages((all, { page, size }) => ({
      rows: all.slice((page - 1) * size - (page > 1 ? 1 : 0), page * size - (page > 1 ? 1 : 0)),
    })),
  },
  {
    name: 'row-lost-between-pages',
    about: 'the row behind each page stands on none',
    expects: ['page-slices', 'total'],
    applies: isPaged,
    change: ofPages((all, { page, size }) => ({
      rows: all.slice((page - 1) * (size + 1), (page - 1) * (size + 1) + size),
    })),
  },
  {
    name: 'last-row-lost',
    about: 'the last row of all stands on no page',
    expects: ['total', 'page-slices', 'filter-complete'],
    applies: (context) => context.isPaged && context.shows('total'),
    change: ofPages((all, { page, size }) => ({
      rows: all.slice((page - 1) * size, Math.min(all.length - 1, page * size)),
    })),
  },
  {
    name: 'total-off-by-one',
    about: 'the total is one more than there are rows',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (total) => total + 1),
  },
  {
    name: 'total-one-less',
    about: 'the total is one less than there are rows',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (total) => Math.max(0, total - 1)),
  },
  {
    name: 'total-of-the-page',
    about: 'the total counts the rows of the page only',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (_, { answer }) => answer.rows.length),
  },
  {
    name: 'total-changes',
    about: 'the total is another one on later pages',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (total, exchange) => total + Math.floor(exchange.slice().page / 2)),
  },
  {
    name: 'total-is-zero-later',
    about: 'only the first page counts',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (total, exchange) => (exchange.slice().page > 1 ? 0 : total)),
  },
  {
    name: 'total-capped',
    about: 'the total stops at a hundred',
    expects: ['total'],
    applies: shows('total'),
    change: word('total', (total) => Math.min(100, total)),
  },
  {
    name: 'more-on-the-last-page',
    about: 'the last page says that there is more',
    expects: ['has-more'],
    applies: shows('hasMore'),
    change: word('hasMore', (_, exchange) => exchange.answer.rows.length > 0),
  },
  {
    name: 'no-more-in-the-middle',
    about: 'a page in the middle says that it is the last',
    expects: ['has-more'],
    applies: shows('hasMore'),
    change: async (exchange, context) => {
      const page = exchange.isSuccess ? await exchange.page() : 0;
      return word('hasMore', (value) => (page === 2 ? false : value))(exchange, context);
    },
  },
  {
    name: 'never-more',
    about: 'no page says that there is more',
    expects: ['has-more'],
    applies: shows('hasMore'),
    change: word('hasMore', () => false),
  },
  {
    name: 'more-past-the-end',
    about: 'the page behind the last one says that there is more',
    expects: ['has-more', 'past-the-end'],
    applies: (context) => endsEmpty(context) && context.shows('hasMore'),
    change: pastTheEnd(word('hasMore', () => true)),
  },
  {
    name: 'flags-turned-round',
    about: 'the flag for the last page says what one for more pages would',
    expects: ['has-more'],
    applies: (context) =>
      shows('hasMore')(context) && context.list.paging.shows.hasMore.some(context.list.paging.isTurned),
    change: word('hasMore', (value) => !value),
  },
  {
    name: 'rows-counted-as-asked-for',
    about: 'how many rows a page has is shown as how many were asked for',
    expects: ['page-echo'],
    applies: shows('count'),
    change: word('count', (_, exchange) => exchange.slice().size),
  },
  {
    name: 'never-earlier',
    about: 'no page says that there are earlier ones',
    expects: ['has-previous'],
    applies: shows('hasPrevious'),
    change: word('hasPrevious', () => false),
  },
  {
    name: 'earlier-on-the-first-page',
    about: 'the first page says that there are earlier ones',
    expects: ['has-previous'],
    applies: shows('hasPrevious'),
    change: word('hasPrevious', () => true),
  },
  {
    name: 'page-count-rounded-down',
    about: 'the number of pages is rounded down',
    expects: ['page-count'],
    applies: shows('pages'),
    change: word('pages', (pages) => Math.max(0, pages - 1)),
  },
  {
    name: 'page-count-of-another-size',
    about: 'the number of pages is that of the default size',
    expects: ['page-count'],
    applies: shows('pages'),
    change: word('pages', (pages, exchange) =>
      exchange.slice().size === 10 ? undefined : Math.ceil((pages * exchange.slice().size) / 10),
    ),
  },
  {
    name: 'page-echo-stuck',
    about: 'every page says that it is the first',
    expects: ['page-echo'],
    applies: shows('page'),
    change: word('page', () => 1),
  },
  {
    name: 'page-echo-from-one',
    about: 'the page shown is counted from one',
    expects: ['page-echo'],
    applies: (context) => shows('page')(context) && context.list.paging.firstPage.shown === 0,
    change: word('page', (page) => page + 1),
  },
  {
    name: 'page-echo-from-zero',
    about: 'the page shown is counted from zero',
    expects: ['page-echo'],
    applies: (context) => shows('page')(context) && context.list.paging.firstPage.shown === 1,
    change: word('page', (page) => Math.max(0, page - 1)),
  },
  {
    name: 'size-echo-of-the-page',
    about: 'the size shown is that of the default',
    expects: ['page-echo'],
    applies: shows('size'),
    change: word('size', () => 10),
  },
  {
    name: 'page-size-ignored',
    about: 'every page has ten rows, whatever is asked for',
    expects: ['page-size'],
    applies: ({ list, isPaged }) => isPaged && list.paging.reads.size.length > 0,
    change: ofPages((all, { page }) => cut(all, page, 10)),
  },
  {
    name: 'page-size-clamped',
    about: 'no page has more than seven rows, although more may be asked for',
    expects: ['page-size'],
    applies: ({ list, isPaged }) => isPaged && list.paging.reads.size.length > 0,
    change: ofPages((all, { page, size }) => cut(all, page, Math.min(7, size))),
  },
  {
    name: 'page-cut-short',
    about: 'rows beyond the fifteenth of a page are left out, and stand on no page',
    expects: ['page-size', 'page-slices'],
    applies: ({ list, isPaged }) => isPaged && list.paging.reads.size.length > 0,
    change: ofPages((all, { page, size }) => ({
      rows: all.slice((page - 1) * size, (page - 1) * size + Math.min(15, size)),
    })),
  },
  {
    name: 'one-row-too-many',
    about: 'each page has a row more than asked for, the first of the next page',
    expects: ['page-size'],
    applies: ({ list, isPaged }) => isPaged && list.paging.reads.size.length > 0,
    change: ofPages((all, { page, size }) => ({ rows: all.slice((page - 1) * size, page * size + 1) })),
  },
  {
    name: 'one-row-too-few',
    about: 'each page lacks its last row',
    expects: ['page-size'],
    applies: ({ list, isPaged }) => isPaged && list.paging.reads.size.length > 0,
    change: ofPages((all, { page, size }) => ({
      rows: all.slice((page - 1) * size, Math.max(page * size - 1, (page - 1) * size)),
    })),
  },
  {
    name: 'beyond-the-window',
    about: 'a list shows more rows than it ever lists',
    expects: ['page-size', 'schema'],
    applies: ({ list, isMany }) => isMany && list.paging.window !== undefined,
    change: ofSuccess((answer, exchange, context) =>
      answer.rows.length < context.list.paging.window
        ? answer
        : exchange.withRows([...answer.rows, copyOf(answer.rows.at(-1), context, 1)]),
    ),
  },
  {
    name: 'every-page-is-page-one',
    about: 'every page has the rows of the first; what it shows of itself is right',
    expects: ['page-disjoint', 'page-slices'],
    applies: isPaged,
    change: ofPages((all, { size }) => ({ rows: all.slice(0, size) })),
  },
  {
    name: 'pages-from-one',
    about: 'pages are counted from one: page 1 is the first, as page 0 is',
    expects: ['page-slices', 'page-disjoint'],
    applies: (context) => isPaged(context) && isFromZero(context),
    change: ofPages((all, { page, size }) => {
      const start = Math.max(0, page - 2) * size;
      return { rows: all.slice(start, start + size) };
    }),
  },
  {
    name: 'pages-from-zero',
    about: 'pages are counted from zero: page 1 is the second',
    expects: ['page-slices', 'total', 'page-default'],
    applies: (context) => isPaged(context) && !isFromZero(context),
    change: ofPages((all, { page, size }) => ({ rows: all.slice(page * size, (page + 1) * size) })),
  },
  {
    name: 'empty-page-in-the-middle',
    about: 'the second page is empty although more follow',
    expects: ['page-size', 'page-slices', 'total'],
    applies: isPaged,
    change: ofPages((all, { page, size }, { answer }) => ({
      rows: page === 2 && all.length > page * size ? [] : answer.rows,
    })),
  },
  {
    name: 'last-page-filled-up',
    about: 'the last page is filled up with rows of the page before',
    expects: ['page-slices', 'page-disjoint', 'total', 'page-size'],
    applies: isPaged,
    change: ofPages((all, { page, size }, { answer }) => ({
      rows: page > 1 && answer.rows.length > 0 && page * size > all.length ? all.slice(-size) : answer.rows,
    })),
  },
  {
    name: 'page-is-an-offset',
    about: 'the page is read as the number of rows to skip',
    expects: ['page-disjoint', 'page-slices'],
    applies: isPaged,
    change: ofPages((all, { page, size }) => ({ rows: all.slice(page - 1, page - 1 + size) })),
  },
  {
    name: 'past-the-end-last-page',
    about: 'behind the last page the last page comes again',
    expects: ['past-the-end'],
    applies: endsEmpty,
    change: pastTheEnd((exchange, _, { all, size }) =>
      all.length === 0 ? undefined : exchange.withRows(all.slice(Math.floor((all.length - 1) / size) * size)),
    ),
  },
  {
    name: 'past-the-end-first-page',
    about: 'behind the last page the first one comes again',
    expects: ['past-the-end'],
    applies: endsEmpty,
    change: pastTheEnd((exchange, _, { all, size }) => exchange.withRows(all.slice(0, size))),
  },
  {
    name: 'past-the-end-refused',
    about: 'the page behind the last one is refused, although nothing documents that',
    expects: ['past-the-end'],
    applies: endsEmpty,
    change: pastTheEnd((_, context) => failureAnswer(context, 'invalid-parameter', 'page')),
  },
  {
    name: 'past-the-end-not-refused',
    about: 'the page behind the last one is an empty page, although it should be refused',
    expects: ['past-the-end'],
    applies: (context) => context.isPaged && context.operation.failures.has('past-the-end'),
    change: async (exchange, context) => {
      const { page, size } = exchange.slice();
      if (exchange.isSuccess || page === 1 || (await exchange.isUnproven())) return undefined;
      const known = await exchange.send(setPage(exchange.asked, context, 1));
      return known.rows && withRows(context, known, [], { page, size, hasPrevious: true });
    },
  },
  {
    name: 'empty-list-words',
    about: 'a list without rows shows the page and the size that were asked for',
    expects: ['empty-list'],
    applies: ({ list, isMany }) => isMany && list.paging.empty.page !== undefined,
    change: (exchange, context) => {
      if (!exchange.isSuccess || exchange.answer.rows.length > 0 || exchange.slice().page > 1)
        return undefined;
      const { page, size } = exchange.slice();
      return withRows(context, exchange.answer, [], { page, size });
    },
  },
  {
    name: 'empty-list-not-null',
    about: 'a list without rows is [] where it is documented to be null',
    expects: ['empty-list', 'schema'],
    rows: 0,
    applies: ({ list, isMany }) => isMany && list.paging.empty.items === null,
    change: (exchange, { list }) =>
      exchange.isSuccess
        ? withJson(exchange.answer, setIn(exchange.answer.json, list.items.path, []))
        : undefined,
  },
  {
    name: 'past-the-end-null',
    about: 'behind the last page the list is null',
    expects: ['past-the-end', 'schema'],
    applies: endsEmpty,
    change: pastTheEnd(({ answer }, { list }) => withJson(answer, setIn(answer.json, list.items.path, null))),
  },
  {
    name: 'past-the-end-total',
    about: 'the page behind the last one says that there is nothing at all',
    expects: ['total', 'past-the-end'],
    // Where the document says so, it is right.
    applies: (context) =>
      endsEmpty(context) && context.shows('total') && context.list.paging.pastEnd.total === undefined,
    change: pastTheEnd(word('total', () => 0)),
  },
  {
    name: 'data-moves',
    // Of a service, that is how data looks that moves: inconclusive, never broken.
    isLive: false,
    about: 'each answer has one more new row in front: pages shift under the walk',
    expects: ['repeatable', 'page-disjoint', 'page-slices'],
    applies: isPaged,
    change: async (exchange, context) => {
      if (!exchange.isSuccess) return undefined;
      exchange.state.added = (exchange.state.added ?? 0) + 1;
      const all = await exchange.world();
      if (all.length === 0) return undefined;
      const added = Array.from({ length: exchange.state.added % 97 }, (_, index) =>
        copyOf(all[0], context, index),
      ).reverse();
      const { page, size } = exchange.slice();
      return exchange.withRows([...added, ...all].slice((page - 1) * size, page * size));
    },
  },
  {
    name: 'another-page-each-time',
    // Of a service, that is how data looks that moves: inconclusive, never broken.
    isLive: false,
    about: 'the same request gives other rows each time',
    expects: ['repeatable'],
    applies: isPaged,
    change: ofPages((all, { page, size }, { state }) => {
      state.turn = (state.turn ?? 0) + 1;
      const start = (page - 1) * size + (state.turn % 13);
      return { rows: all.slice(start, start + size) };
    }),
  },
  {
    name: 'default-size-changed',
    about: 'without a size a page has another number of rows than documented',
    expects: ['page-default'],
    applies: (context) =>
      context.isPaged &&
      context.list.paging.reads.size.some((field) => context.schemaAt(field).default !== undefined),
    change: async (exchange, context) => {
      if (!exchange.isSuccess) return undefined;
      const { hasSize, size } = exchange.slice();
      return hasSize
        ? undefined
        : exchange
            .send(setSize(exchange.asked, context, size + 3))
            .then((other) => other.rows && exchange.withRows(other.rows));
    },
  },
  {
    name: 'default-page-changed',
    about: 'without a page the second one comes',
    expects: ['page-default'],
    applies: (context) =>
      context.isPaged &&
      context.list.paging.reads.page.some((field) => context.schemaAt(field).default !== undefined),
    change: async (exchange, context) => {
      if (!exchange.isSuccess) return undefined;
      const { hasPage, hasToken } = exchange.slice();
      return hasPage || hasToken
        ? undefined
        : exchange
            .send(setPage(exchange.asked, context, 2))
            .then((other) => other.rows && exchange.withRows(other.rows));
    },
  },
  {
    name: 'total-not-asked-for',
    about: 'the total comes although it was not wanted',
    expects: ['total', 'page-default', 'accepts'],
    applies: ({ list }) => (list?.paging.reads.total.length ?? 0) > 0,
    change: asked((request, _, { list }) => {
      const [field] = list.paging.reads.total;
      return String(readField(request, field)) === 'false'
        ? writeField(request, field, undefined)
        : undefined;
    }),
  },
];
