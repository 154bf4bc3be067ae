import type { Answer } from '../contract/_true.ts';
import { byText, letters, type Row, rowsOf, type Service, timeOf, whole } from './_service.ts';

/** Lists whose pages are counted from 0, and whose flags say which is the first and which the last. */

const STATUSES = ['open', 'paid', 'sent'];
const COUNTRIES = ['fr', 'de', 'ch'];
const FIELDS = ['placed', 'status', 'total'];

const says = (status: number, error: string): Answer => ({ status, json: { error } });

function byOrder(order: string): (a: Row, b: Row) => number {
  const [field = '', direction] = order.split(',');
  const sign = direction === 'desc' ? -1 : 1;
  return (a, b) => sign * (field === 'total' ? a.total - b.total : byText(a[field], b[field]));
}

export const SPRING: Service = {
  name: 'spring',
  rows: rowsOf(57, (index) => ({
    id: 90_000 - index * 7 - (index % 3),
    placed: new Date(timeOf(index) * 1000).toISOString(),
    status: STATUSES[(index * 5) % 3],
    total: 1 + ((index * 37) % 500),
    customer: { name: `Ann ${letters(index, 5)}`, country: COUNTRIES[index % 7 < 4 ? 0 : 1 + (index % 2)] },
  })),
  refuse: ({ query, headers }) => {
    if (headers.get('authorization') !== `Bearer ${KEY}`) return says(401, 'Unauthorized');
    const isOne = (name: string, values: readonly string[]) =>
      !query.has(name) || values.includes(query.get(name) as string);
    const wrong = [
      ...(whole(query.get('page'), 0, 0, 1e15) === undefined ? ['page'] : []),
      ...(whole(query.get('size'), 20, 1, 100) === undefined ? ['size'] : []),
      ...(query.getAll('sort').every((one) => ORDERS.includes(one)) ? [] : ['sort']),
      ...(isOne('status', STATUSES) ? [] : ['status']),
      ...(isOne('country', COUNTRIES) ? [] : ['country']),
    ];
    return wrong[0] === undefined ? undefined : says(400, `${wrong[0]} is not valid`);
  },
  filters: {
    status: (row, value) => row.status === value,
    country: (row, value) => row.customer.country === value,
  },
  compare: ({ query }) => {
    const orders = query.getAll('sort').map(byOrder);
    const usual = [byOrder('placed,desc')];
    return (a, b) =>
      (orders.length > 0 ? orders : usual).reduce((found, compare) => found || compare(a, b), 0);
  },
  partOf: ({ query }) => {
    const size = whole(query.get('size'), 20, 1, 100) as number;
    return { from: (whole(query.get('page'), 0, 0, 1e15) as number) * size, size };
  },
  write: ({ rows, from, size, total, count, previous, hasMore }) => ({
    json: {
      content: rows,
      number: Math.floor(from / size),
      size,
      numberOfElements: count,
      totalElements: total,
      totalPages: Math.ceil(total / size),
      first: previous === undefined || total === 0,
      last: !hasMore,
    },
  }),
};

const KEY = 'confab-test-key';
const ORDERS = FIELDS.flatMap((field) => [`${field},asc`, `${field},desc`]);
