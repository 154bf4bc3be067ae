import type { CheckName } from './contract/checks.ts';

/**
 * What each check asserts, by its name: the titles of the rows in `contract/checks.ts`. They are repeated here
 * because who imports the package must not load the contract with it; `UPDATE_DOCS=1 npx vitest run
 * test/docs.test.ts` writes them.
 */
export const CHECKS: Readonly<Record<CheckName, string>> = {
  connection: 'The answer arrives whole: not cut off, as long as announced.',
  status: 'The status is one that the operation documents.',
  'server-error': 'No request makes the server fail (5xx).',
  redirect: 'The operation answers itself and does not send the client elsewhere, unless documented.',
  'media-type': 'The Content-Type names a media type that the response documents.',
  charset: 'The charset is the documented one, and of JSON UTF-8.',
  encoding: 'The Content-Encoding is what the body really has.',
  header: 'Documented headers are there and fit their schemas.',
  'utf-8': 'The body is valid UTF-8 without a byte order mark.',
  json: 'A JSON body is JSON: whole, and no web page.',
  'duplicate-key': 'No JSON object has a key twice.',
  'number-precision': 'No integer is beyond 2^53, where JavaScript clients change it.',
  schema: 'The body fits the documented schema.',
  'unknown-field': 'The body has no field that the schema does not know.',
  envelope: 'A success looks like one and an error like one: no error in a success, no data in an error.',
  mojibake: 'Texts were not decoded wrongly on the way.',
  time: 'Times are in the declared unit and plausible.',
  slow: 'The answer comes within the time that clients wait.',
  intermittent: 'No request has to be sent twice: none meets a fault of transport that goes away.',
  'page-size': 'A page has as many rows as asked for, the last one at most so many.',
  'page-disjoint': 'No row stands on two pages, or twice on one.',
  'page-slices': 'Small pages are the slices of a large one: nothing is lost or moved between them.',
  total: 'The total is the number of rows that all pages have together, the same on every page.',
  'has-more': 'The flag for more rows is true exactly when a next page has rows.',
  'has-previous': 'The flag for earlier rows is true exactly when rows stand before the page.',
  'page-count': 'The number of pages is the total divided by the page size, rounded up.',
  'page-echo': 'The page, the size and the number of rows that the answer shows are those that it has.',
  token: 'A next-page token leads to the next page, a new one each time, and ends at the last.',
  'past-the-end': 'The page behind the last one is as documented: empty, or refused.',
  'page-default': 'What is left out has the documented default.',
  'empty-list': 'A list without rows shows what is documented of one.',
  repeatable: 'The same request gives the same page twice, and a row says the same wherever it is listed.',
  order: 'Rows stand in the declared order, within a page and from page to page.',
  'order-request': 'A requested field and direction are obeyed.',
  'filter-sound': 'Every row that a filter gives matches it.',
  'filter-complete': 'Every row that matches a filter is given by it; the parts add up to the whole.',
  'filter-bound': 'The ends of a range belong to it, as declared.',
  'filter-nobody': 'A filter that nothing matches gives an empty list, not everything.',
  'filter-together': 'Two filters together give what matches both.',
  'link-loads': 'Every row that is listed can be loaded by its id.',
  'link-agrees': 'A loaded row agrees with the listed one.',
  'link-unknown': 'An id that nothing has gets the documented failure.',
  accepts: 'Requests that the document allows succeed: examples, boundary values, pairs of options.',
  refuses: 'Requests that the document forbids are refused, and never answered with data.',
  refusal: 'A refusal is the documented one: status, body, code.',
  credential: 'Without a right credential there is no data.',
  'credential-refusal': 'A refused credential gets the documented answer.',
};

export const CHECK_NAMES: readonly CheckName[] = Object.keys(CHECKS) as CheckName[];
