import type { Call } from '../contract/_true.ts';
import { type Broken, changed, inBody, without } from './_faults.ts';
import type { Fault } from './_service.ts';

/** What servers get wrong whose pages are counted from 0, whose flags may be turned, and that take several orders. */

const broken = (about: string, expects: readonly string[], fault: Fault): Broken => ({
  about,
  of: ['spring'],
  expects,
  make: () => fault,
});
const inPage = (change: (page: any) => void) =>
  inBody((body) => {
    if (body.content) change(body);
  });
/** What is asked for, with other orders. */
const sorted = (change: (orders: string[]) => string[]): Fault => ({
  call: (call: Call) => {
    const query = new URLSearchParams(call.query);
    query.delete('sort');
    for (const order of change(call.query.getAll('sort'))) query.append('sort', order);
    return { ...call, query };
  },
});

export const FLAG_BROKEN: readonly Broken[] = [
  broken('page 0 and page 1 are both the first', ['page-slices', 'page-disjoint'], {
    part: (part) => ({ ...part, from: Math.max(0, part.from - part.size) }),
  }),
  broken(
    'the pages shown are counted from 1',
    ['page-echo'],
    inPage((page) => {
      page.number += 1;
    }),
  ),
  broken(
    'every page is shown as the first',
    ['page-echo'],
    inPage((page) => {
      page.number = 0;
    }),
  ),
  broken(
    'the flag for the last page says whether more follow',
    ['has-more'],
    inPage((page) => {
      page.last = !page.last;
    }),
  ),
  broken(
    'the flag for the first page says whether rows stand before',
    ['has-previous'],
    inPage((page) => {
      page.first = !page.first;
    }),
  ),
  broken(
    'no page is called the last',
    ['has-more'],
    changed(() => ({ hasMore: true })),
  ),
  broken(
    'every page is called the last',
    ['has-more'],
    changed(() => ({ hasMore: false })),
  ),
  broken(
    'a full page is never called the last',
    ['has-more'],
    changed(({ rows, size }) => ({ hasMore: rows.length === size })),
  ),
  broken(
    'every page is called the first',
    ['has-previous'],
    changed(() => ({ previous: undefined })),
  ),
  broken(
    'no page is called the first',
    ['has-previous'],
    changed(({ previous }) => ({ previous: previous ?? 0 })),
  ),
  broken(
    'the number of the last page is called the number of pages',
    ['page-count'],
    inPage((page) => {
      page.totalPages = Math.max(0, page.totalPages - 1);
    }),
  ),
  broken(
    'the size is shown as the number of rows on the page',
    ['page-echo'],
    inPage((page) => {
      page.size = Math.max(1, page.numberOfElements);
    }),
  ),
  broken(
    'the number of rows on the page is shown as the size',
    ['page-echo'],
    inPage((page) => {
      page.numberOfElements = page.size;
    }),
  ),
  broken('the order that is asked for is ignored', ['order-request'], without('sort')),
  broken(
    'of several orders only the first counts',
    ['order-request'],
    sorted((orders) => orders.slice(0, 1)),
  ),
  broken(
    'of several orders the last counts first',
    ['order-request'],
    sorted((orders) => orders.toReversed()),
  ),
  broken(
    'the direction behind the comma is ignored',
    ['order-request'],
    sorted((orders) => orders.map((order) => order.replace(',desc', ',asc'))),
  ),
];
