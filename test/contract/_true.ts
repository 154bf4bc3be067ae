import { randomUUID } from 'node:crypto';
import { givenToMock } from '../../src/auth/given.ts';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import { runSpec } from '../../src/contract/run.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { file } from '../_tiny.ts';

/** Servers written by hand that keep every word of a document written by hand: whatever is said of them is a false alarm. */

export interface Call {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: any;
}

/** What a server answers: a status, a body as a value or as a text, headers. */
export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TrueServer {
  readonly document: any;
  readonly serve: (call: Call) => Answer;
}

/** What the contract says of a server, as of any service at a URL. */
export async function held(
  { document, serve }: TrueServer,
  options: { only?: readonly string[]; asserted?: 'documented' | 'observed' | 'assumed' } = {},
): Promise<SpecResult> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const [spec] = await loadSpecs({ vendors: [await file('own.yaml', text)] });
  if (!spec) throw new Error('no document');
  const send = createFetchSend(async (request) => toResponse(serve(await toCall(request))));
  return runSpec({
    spec,
    target: { name: 'a server', base: 'http://confab.localhost', send, live: true },
    ...givenToMock(spec),
    asserted: options.asserted ?? 'documented',
    limits: { maxPages: 50, slow: 10_000 },
    checks: CHECK_LIST,
    wants: (name) => options.only?.includes(name) ?? true,
    send,
    now: Date.now,
    nonce: randomUUID,
  });
}

/** The findings that a user would see, with what came. */
export function alarms({ findings, stopped }: SpecResult): string[] {
  return [
    ...(stopped ? [`stopped: ${stopped.message}`] : []),
    ...findings
      .filter(({ level }) => level !== 'info')
      .map(({ check, title, expected, actual }) => `${check}: ${title} (${expected}; ${actual})`),
  ];
}

async function toCall(request: Request): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = Symbol('no JSON');
  }
  return { path: decodeURIComponent(pathname), query: searchParams, headers: request.headers, body };
}

function toResponse({ status = 200, json, text = JSON.stringify(json), headers = {} }: Answer): Response {
  return new Response(text ?? null, {
    status,
    headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
  });
}

/** A document with a list of things and a single thing; `change` edits it. */
export function thingsDocument(change: (document: any) => void = () => {}): any {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    servers: [{ url: 'https://things.example' }],
    'x-confab': { collections: { things: '#/components/schemas/Thing' } },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          'x-confab': {
            safe: true,
            collection: 'things',
            items: '$response.body#/things',
            paging: {
              page: '$request.query.page',
              size: '$request.query.size',
              total: '$response.body#/total',
            },
          },
          parameters: [
            { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
            { name: 'size', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 10 } },
          ],
          responses: {
            200: {
              description: 'A page',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['things', 'total'],
                    properties: {
                      things: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                      total: { type: 'integer' },
                    },
                  },
                },
              },
              links: {
                thing: { operationId: 'getThing', parameters: { id: '$response.body#/things/0/id' } },
              },
            },
            400: { $ref: '#/components/responses/Refused' },
          },
        },
      },
      '/things/{id}': {
        get: {
          operationId: 'getThing',
          'x-confab': {
            safe: true,
            collection: 'things',
            items: '$response.body#',
            filters: { id: { equals: '$request.path.id' } },
            failures: {
              'invalid-parameter': { response: '400', example: 'invalid' },
              'not-found': { response: '404', example: 'none' },
            },
          },
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: {
            200: {
              description: 'The thing',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
            },
            400: { $ref: '#/components/responses/Refused' },
            404: {
              description: 'None',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Problem' },
                  examples: { none: { value: { problem: 'no such thing' } } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          required: ['id', 'name'],
          properties: { id: { type: 'integer', examples: [1] }, name: { type: 'string' } },
        },
        Problem: { type: 'object', required: ['problem'], properties: { problem: { type: 'string' } } },
      },
      responses: {
        Refused: {
          description: 'Refused',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: { invalid: { value: { problem: 'a parameter is wrong' } } },
            },
          },
        },
      },
    },
  };
  change(document);
  return document;
}

export type Thing = { readonly id: string | number | bigint; readonly name: string };

export const THINGS: readonly Thing[] = Array.from({ length: 23 }, (_, index) => ({
  id: index + 1,
  name: `thing ${index + 1}`,
}));

const INVALID: Answer = { status: 400, json: { problem: 'a parameter is wrong' } };
const NONE: Answer = { status: 404, json: { problem: 'no such thing' } };

interface Rules {
  readonly things?: readonly Thing[];
  /** What it makes of the id in a path; undefined: invalid. */
  readonly readId?: (text: string) => string | undefined;
  readonly mostSize?: number;
  readonly invalid?: Answer | ((name: string) => Answer);
  readonly none?: Answer | (() => Answer);
}

/** A server of that document, with rules of its own. */
export function thingsServer({
  things = THINGS,
  readId = (text) => (/^[+-]?\d+$/.test(text) ? String(BigInt(text.replace('+', ''))) : undefined),
  mostSize = 50,
  invalid = INVALID,
  none = NONE,
}: Rules = {}): TrueServer['serve'] {
  const refuse = (name: string) => (typeof invalid === 'function' ? invalid(name) : invalid);
  const numberOf = (text: string | null, usual: number, most: number) =>
    text === null || text === ''
      ? usual
      : /^\d+$/.test(text) && Number(text) >= 1 && BigInt(text) <= BigInt(most)
        ? Number(text)
        : undefined;
  return ({ path, query }) => {
    const [, id] = /^\/things\/(.+)$/.exec(path) ?? [];
    if (id !== undefined) {
      const wanted = readId(id);
      if (wanted === undefined) return refuse('id');
      const found = things.find((one) => String(one.id) === wanted);
      return found ? { text: toText(found) } : typeof none === 'function' ? none() : none;
    }
    const page = numberOf(query.get('page'), 1, Number.MAX_SAFE_INTEGER);
    const size = numberOf(query.get('size'), 10, mostSize);
    if (page === undefined) return refuse('page');
    if (size === undefined) return refuse('size');
    const shown = things.slice((page - 1) * size, page * size);
    return { text: `{"things":[${shown.map(toText).join()}],"total":${things.length}}` };
  };
}

/** Ids as exact as they are: a bigint is written as a number. */
export function toText(value: object): string {
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}:${typeof one === 'bigint' ? one : JSON.stringify(one)}`,
  );
  return `{${members.join()}}`;
}

interface Shown {
  /** All rows that match. */
  readonly shown: readonly Thing[];
  /** Text behind the total. */
  readonly more?: string;
}

/** The same server with another choice of rows. */
export function withList(
  choose: (asked: { things: readonly Thing[]; query: URLSearchParams }) => Shown | Answer,
  rules: Rules = {},
): TrueServer['serve'] {
  return (call) => {
    const { things = THINGS } = rules;
    if (call.path !== '/things') return thingsServer(rules)(call);
    const chosen = choose({ things, query: call.query });
    if (!('shown' in chosen)) return chosen;
    const { shown, more = '' } = chosen;
    const answer = thingsServer({ ...rules, things: shown })(call);
    return answer.status === undefined ? { text: `${answer.text?.slice(0, -1)}${more}}` } : answer;
  };
}
