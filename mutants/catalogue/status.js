import { withHeaders, withJson, withText } from '../exchange.js';
import { failureExample } from '../failures.js';
import { ofRefusal, ofSuccess } from '../ways.js';

/** Statuses, and envelopes that say something else than the status. */

const asStatus = (status) => (answer) => ({ ...answer, status });

export const status = [
  {
    name: 'status-201',
    about: 'a success has another 2xx than documented',
    expects: ['status', 'schema'],
    change: ofSuccess(asStatus(201)),
  },
  {
    name: 'status-204',
    about: 'a success has no content',
    expects: ['status', 'schema', 'json', 'accepts'],
    change: ofSuccess((answer) => ({ ...withText(answer, ''), status: 204 })),
  },
  {
    name: 'status-undocumented',
    about: 'a success has a status that nobody documents',
    expects: ['status', 'envelope'],
    change: ofSuccess(asStatus(418)),
  },
  {
    name: 'success-in-500',
    about: 'rows come with status 500',
    expects: ['server-error', 'envelope'],
    change: ofSuccess(asStatus(500)),
  },
  {
    name: 'success-in-400',
    about: 'rows come with status 400',
    expects: ['envelope', 'status', 'schema'],
    change: ofSuccess(asStatus(400)),
  },
  {
    name: 'error-in-200',
    about: 'a failure comes with the status of a success from the second page on',
    expects: ['envelope', 'schema', 'accepts'],
    applies: (context) => failureExample(context) !== undefined,
    change: (exchange, context) => {
      const failure = failureExample(context);
      const isLater = !context.isPaged || exchange.slice().page > 1;
      return exchange.isSuccess && isLater && failure ? withJson(exchange.answer, failure) : undefined;
    },
  },
  {
    name: 'error-beside-rows',
    about: 'a success also says that it failed',
    expects: ['envelope', 'schema'],
    applies: (context) => failureExample(context) !== undefined,
    change: ofSuccess((answer, _, context) => {
      const failure = failureExample(context);
      const { [context.list.items.path[0]]: _data, ...said } = failure;
      return withJson(answer, { ...answer.json, ...said });
    }),
  },
  {
    name: 'always-500',
    about: 'every request fails at the server',
    expects: ['server-error'],
    change: ofSuccess((answer) =>
      withHeaders(
        { ...withText(answer, 'Internal Server Error'), status: 500 },
        { 'content-type': 'text/plain' },
      ),
    ),
  },
  {
    name: 'sometimes-502',
    about: 'one request in five meets a gateway that fails, the first among them',
    expects: ['intermittent'],
    options: { intermittent: 'error' },
    change: (exchange) => {
      exchange.state.turn = (exchange.state.turn ?? 0) + 1;
      if (exchange.state.turn % 5 !== 1) return undefined;
      return withHeaders(
        { ...withText(exchange.answer, '<html>502 Bad Gateway</html>'), status: 502 },
        { 'content-type': 'text/html' },
      );
    },
  },
  {
    name: 'redirect',
    about: 'a request is sent elsewhere',
    expects: ['redirect'],
    change: ofSuccess((answer, { asked }) =>
      withHeaders(
        { ...withText(answer, ''), status: 302 },
        { location: asked.url.replace('://', '://www.'), 'content-type': undefined },
      ),
    ),
  },
  {
    name: 'redirect-to-itself',
    about: 'a request is sent to the same address with a slash',
    expects: ['redirect'],
    change: ofSuccess((answer, { asked }) => {
      const { pathname, search } = new URL(asked.url);
      return withHeaders({ ...withText(answer, ''), status: 308 }, { location: `${pathname}/${search}` });
    }),
  },
  {
    name: 'failure-is-500',
    about: 'a bad value makes the server fail',
    expects: ['server-error'],
    applies: hasRefusals,
    change: ofRefusal((answer) => ({ ...answer, status: 500 })),
  },
  {
    name: 'failure-status',
    about: 'a refusal has another status than documented',
    expects: ['refusal', 'status'],
    applies: hasRefusals,
    change: ofRefusal((answer) => ({ ...answer, status: answer.status === 409 ? 410 : 409 })),
  },
  {
    name: 'failure-code',
    about: 'a refusal has another code than documented',
    expects: ['refusal', 'link-unknown', 'schema'],
    applies: hasRefusals,
    change: ofRefusal((answer) =>
      answer.json === undefined ? answer : withJson(answer, otherCode(answer.json)),
    ),
  },
  {
    name: 'failure-empty',
    about: 'a refusal has no body',
    expects: ['refusal', 'json'],
    applies: hasRefusals,
    change: ofRefusal((answer) => withText(answer, '')),
  },
  {
    name: 'failure-null-body',
    about: 'a refusal is {}',
    expects: ['refusal', 'schema'],
    applies: hasRefusals,
    change: ofRefusal((answer) => (answer.json === undefined ? answer : withText(answer, '{}'))),
  },
  {
    name: 'failure-is-a-number-code',
    about: 'the code of a refusal has another type',
    expects: ['schema', 'refusal'],
    applies: hasRefusals,
    change: ofRefusal((answer) =>
      answer.json === undefined ? answer : withJson(answer, otherTypes(answer.json)),
    ),
  },
];

/** The operation says how it refuses a bad request. */
function hasRefusals(context) {
  return context.inputs.some(
    ({ types, schema, required }) => required || types.includes('integer') || schema.enum,
  );
}

function otherCode(value) {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return /^\d+$/.test(value) ? String(Number(value) + 1) : `other ${value}`;
  if (Array.isArray(value)) return value.map(otherCode);
  if (value === null || typeof value === 'boolean') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, otherCode(one)]));
}

function otherTypes(value) {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.map(otherTypes);
  if (value === null || typeof value === 'boolean') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, otherTypes(one)]));
}
