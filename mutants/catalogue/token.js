import { withJson } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { setIn, writeField } from '../parsed-request.js';
import { asked, word } from '../ways.js';

/** Tokens that do not lead to the next page. */

/** Of tokens that are the numbers of pages. */
const readsToken = ({ list, isMany }) =>
  isMany && list.paging.reads.token.length > 0 && list.paging.cursor === 'page';

export const token = [
  {
    name: 'token-loops',
    about: 'every token leads to the second page',
    expects: ['token'],
    applies: readsToken,
    change: word('token', (_, { answer }) => (answer.rows.length === 0 ? undefined : 2)),
  },
  {
    name: 'token-of-the-same-page',
    about: 'a token leads to the page that shows it',
    expects: ['token'],
    applies: readsToken,
    change: word('token', (value) => (value === 0 ? undefined : value - 1)),
  },
  {
    name: 'token-skips-a-page',
    about: 'a token leads to the page after the next',
    expects: ['token'],
    applies: readsToken,
    change: word('token', (value) => (value === 0 ? undefined : value + 1)),
  },
  {
    name: 'token-never-ends',
    about: 'the last page has a token too',
    expects: ['token'],
    applies: readsToken,
    change: word('token', (value, exchange) => (value === 0 ? exchange.slice().page + 1 : undefined)),
  },
  {
    name: 'token-ends-early',
    about: 'the second page has no token although more follow',
    expects: ['token'],
    applies: readsToken,
    change: (exchange, { list }) => {
      if (!exchange.isSuccess || exchange.slice().page !== 2) return undefined;
      return withJson(
        exchange.answer,
        list.paging.shows.token.reduce((json, { path }) => setIn(json, path, ''), exchange.answer.json),
      );
    },
  },
  {
    name: 'token-ignored',
    about: 'a request with a token gets the first page',
    expects: ['token'],
    applies: readsToken,
    change: asked((request, exchange, { list }) =>
      exchange.slice().hasToken
        ? list.paging.reads.token.reduce((known, field) => writeField(known, field, undefined), request)
        : undefined,
    ),
  },
  {
    name: 'token-refused',
    about: 'a token that was given is refused',
    expects: ['token', 'accepts'],
    applies: readsToken,
    change: (exchange, context) =>
      exchange.isSuccess && exchange.slice().hasToken
        ? failureAnswer(context, 'invalid-parameter', 'token')
        : undefined,
  },
];
