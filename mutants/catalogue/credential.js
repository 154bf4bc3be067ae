import { withHeaders, withJson, withText } from '../exchange.js';
import { flawOf, isSameFlaw } from '../flaws.js';
import { isObject, setIn } from '../parsed-request.js';
import { ofUnproven } from '../ways.js';

/** Who may ask, and what the others get. */

const isGuarded = ({ schemes }) => schemes.length > 0;
/** What the same request gets with a right credential, if that is rows. */
const served = async (exchange) => {
  const answer = await exchange.send(exchange.asked);
  return answer.rows && answer;
};

export const credential = [
  {
    name: 'credential-not-checked',
    about: 'every credential is right',
    expects: ['credential'],
    applies: isGuarded,
    change: ofUnproven((_, exchange) => served(exchange)),
  },
  {
    name: 'flaw-accepted',
    about: 'a credential with one flaw is taken for right',
    expects: ['credential'],
    targets: ({ credentials, schemes }) =>
      credentials.flaws.map((flaw) => ({
        label: [flaw.cause, flaw.way, schemes.length > 1 && `of ${flaw.scheme}`].filter(Boolean).join(', '),
        flaw,
      })),
    change: (exchange, context) =>
      isSameFlaw(flawOf(context, exchange), exchange.target.flaw)
        ? ofUnproven((_, one) => served(one))(exchange, context)
        : undefined,
  },
  {
    name: 'one-of-two-keys-not-checked',
    about: 'of two keys one is not looked at',
    expects: ['credential'],
    targets: ({ schemes }) =>
      schemes.length > 1 ? schemes.map((scheme) => ({ label: scheme, scheme })) : [],
    change: ofUnproven(async (_, exchange, { spec, secrets }) => {
      const { name } = spec.securitySchemes[exchange.target.scheme];
      const secret = secrets[exchange.target.scheme];
      const answer = await exchange.raw({
        ...exchange.asked,
        headers: { ...exchange.asked.headers, [name.toLowerCase()]: secret },
      });
      return answer.rows && answer;
    }),
  },
  {
    name: 'rows-in-the-refusal',
    about: 'who is refused gets the rows all the same',
    expects: ['credential'],
    applies: (context) => isGuarded(context) && context.list.items.path.length > 0,
    change: ofUnproven(async (answer, exchange, { list }) => {
      const right = await served(exchange);
      if (!right || !isObject(answer.json)) return undefined;
      const [key] = list.items.path;
      return withJson(answer, setIn(answer.json, [key], right.json[key]));
    }),
  },
  {
    name: 'empty-list-for-strangers',
    about: 'who has no right credential gets an empty success',
    expects: ['credential', 'credential-refusal'],
    applies: (context) => isGuarded(context) && context.isMany,
    change: ofUnproven(async (_, exchange, { list }) => {
      const right = await served(exchange);
      return (
        right &&
        withJson(right, setIn(right.json, list.items.path, list.paging.empty.items === null ? null : []))
      );
    }),
  },
  {
    name: 'credential-status',
    about: 'a refused credential gets another status than documented',
    expects: ['credential-refusal'],
    applies: isGuarded,
    change: ofUnproven((answer) => ({ ...answer, status: answer.status === 403 ? 401 : 403 })),
  },
  {
    name: 'credential-code',
    about: 'a refused credential gets another code than documented',
    expects: ['credential-refusal'],
    applies: isGuarded,
    change: ofUnproven((answer) =>
      isObject(answer.json) ? withJson(answer, other(answer.json)) : undefined,
    ),
  },
  {
    name: 'credential-empty',
    about: 'a refused credential gets no body',
    expects: ['credential-refusal'],
    applies: isGuarded,
    change: ofUnproven((answer) => withText(answer, '')),
  },
  {
    name: 'credential-500',
    about: 'a refused credential makes the server fail',
    expects: ['server-error', 'credential-refusal'],
    applies: isGuarded,
    change: ofUnproven((answer) => ({ ...answer, status: 500 })),
  },
  {
    name: 'credential-login-page',
    about: 'a refused credential is sent to a login page',
    expects: ['redirect', 'credential-refusal'],
    applies: isGuarded,
    change: ofUnproven((answer) =>
      withHeaders({ ...withText(answer, ''), status: 302 }, { location: '/login' }),
    ),
  },
];

function other(value) {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return /^\d+$/.test(value) ? String(Number(value) + 1) : `other ${value}`;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, other(one)]));
}
