import { expect, test } from 'vitest';
import { checkExchange } from '../../src/contract/check-exchange.ts';
import type { Finding } from '../../src/result/finding.ts';
import { isObject, type Json } from '../../src/spec/json.ts';
import { toPointer, valueAt } from '../../src/spec/json-pointer.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';

/**
 * The examples of a success that a vendor's own page shows, and what its page says may be absent. Whatever else
 * stands in them is documented as typed and present: at the default grade a server that departs from it breaks its
 * contract. A row gets shorter only for a reason that the page gives.
 */
const PAGES: [vendor: string, profile: string, operation: string, example: string, mayBeAbsent: string[]][] =
  [
    ['alibaba', '', 'listConversations', 'documented', ALIBABA('chatData', 'deleteTag')],
    ['alibaba', '', 'listConversations', 'documentedTable', ['/data/total']],
    ['alibaba', '', 'listConversations', 'documentedRow', ALIBABA()],
    ['alibaba', 'alibaba.docs', 'listConversations', 'documented', ALIBABA('chatData', 'deleteTag')],
    // The page is an OpenAPI document: it requires the id and the assistant's.
    ['bigmodel', '', 'listConversations', 'documented', BIGMODEL()],
    ['bigmodel', 'bigmodel.docs', 'listConversations', 'documented', BIGMODEL()],
    ['chatnio', '', 'listConversations', 'documented', []],
    ['chatnio', '', 'loadConversation', 'documented', []],
    ['chatnio', 'chatnio.docs', 'listConversations', 'documented', []],
    ['chatnio', 'chatnio.docs', 'getConversation', 'documented', []],
    ['cybotstar', '', 'listSegments', 'documented', []],
    ['cybotstar', '', 'listSegments', 'filled', []],
    // Conversations over the API may have no user.
    ['gptbots', '', 'listConversations', 'documented', ['/list/0/user_id']],
  ];

test.each(some(PAGES, 4))(
  "%s %s %s: a wrong type in the page's example %s is an error",
  async (vendor, profile, operation, name) => {
    const { example, errorsIn } = await answerOf(vendor, profile, operation, name);
    const missed = placesIn(example).filter(
      (path) => errorsIn(changed(example, path, wrongType)).length === 0,
    );
    expect(missed.map(toPointer)).toEqual([]);
  },
);

test.each(some(PAGES, 4))(
  "%s %s %s: what is missing in the page's example %s is an error",
  async (vendor, profile, operation, name, absent) => {
    const { example, errorsIn } = await answerOf(vendor, profile, operation, name);
    const named = placesIn(example).filter((path) => typeof path.at(-1) === 'string');
    const missed = named.filter((path) => errorsIn(changed(example, path, () => undefined)).length === 0);
    expect(missed.map(toPointer).sort()).toEqual([...absent].sort());
  },
);

test.each(some(PAGES, 4))(
  "%s %s %s: the page's example %s itself holds",
  async (vendor, profile, operation, name) => {
    const { example, errorsIn } = await answerOf(vendor, profile, operation, name);
    expect(errorsIn(example)).toEqual([]);
  },
);

/** The table of the page shows an answer without these, and a total only comes when it is asked for. */
function ALIBABA(...ofRow: string[]): string[] {
  const row = ['messageCount', 'modelIds', 'gmtCreate', 'gmtModified', ...ofRow];
  return [
    ...['errCode', 'errMessage', 'httpStatusCode', 'data/total', 'data/maxResult', 'data/nextToken'],
    ...row.map((name) => `data/list/0/${name}`),
  ].map((name) => `/${name}`);
}

function BIGMODEL(): string[] {
  const row = ['create_time', 'update_time', 'usage'];
  const usage = ['prompt_tokens', 'completion_tokens', 'total_tokens'];
  return [
    ...['success', 'code', 'msg'].map((name) => `/${name}`),
    ...[...row, ...usage.map((name) => `usage/${name}`)].map((name) => `/data/conversation_list/0/${name}`),
  ];
}

async function answerOf(vendor: string, profile: string, id: string, name: string) {
  const [spec] = await loadSpecs({ vendors: [vendor], profiles: profile === '' ? [] : [profile] });
  const operation = spec?.operations.find((one) => one.id === id);
  const response = [...(operation?.responses.values() ?? [])].find(({ status }) => /^2/.test(status));
  const media = [...(response?.content.values() ?? [])].find(({ examples }) => examples.has(name));
  if (!spec || !operation || !response || !media) throw new Error(`${vendor} ${id} has no example ${name}`);
  const errorsIn = (body: Json): Finding[] =>
    checkExchange(spec, operation, {
      origin: 'wire',
      request: { method: operation.method, url: 'http://confab.localhost/', headers: [], body: undefined },
      response: {
        status: Number(response.status),
        headers: [['Content-Type', media.type]],
        body: Buffer.from(JSON.stringify(body)),
        complete: true,
      },
      milliseconds: 1,
      at: Date.UTC(2026, 2, 25),
    }).filter(({ level }) => level === 'error');
  return { example: media.examples.get(name) as Json, errorsIn };
}

type Path = (string | number)[];

/** Every place of a value, of a list only in its first item. */
function placesIn(value: Json, path: Path = []): Path[] {
  const inside: [string | number, Json][] = Array.isArray(value)
    ? value.slice(0, 1).map((item) => [0, item])
    : Object.entries(isObject(value) ? value : {});
  return inside.flatMap(([name, one]) => [[...path, name], ...placesIn(one, [...path, name])]);
}

function changed(body: Json, path: Path, change: (value: Json) => Json | undefined): Json {
  const copy = structuredClone(body);
  const owner = valueAt(copy, toPointer(path.slice(0, -1))) as Record<string | number, Json | undefined>;
  const name = path.at(-1) as string | number;
  owner[name] = change(owner[name] as Json);
  return JSON.parse(JSON.stringify(copy)) as Json;
}

/** An object where none is, a text where one is: no schema of a leaf allows it. */
function wrongType(value: Json): Json {
  return isObject(value) ? 'wrong' : { wrong: true };
}
