import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { loadVendors } from '../../mutants/index.js';
import { createCredentials } from '../../src/auth/client.ts';
import { testCredential } from '../../src/auth/test-credential.ts';
import type { Scope } from '../../src/control/scope.ts';
import { loadDrifts } from '../../src/load-drifts.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { type DriftedResponse, toDrifted } from '../../src/mock/drifted.ts';
import { Incoming, splitTarget } from '../../src/mock/incoming.ts';
import type { MockResponse } from '../../src/mock/mock-response.ts';
import { toExampleValues } from '../../src/spec/example-request.ts';
import { type RequestValues, toRequestParts, withValue } from '../../src/spec/request-values.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';

const specs = await loadVendors({ createMock });
const mock = await createMock({ vendors: specs.map(({ name, file }) => (name === 'diary' ? file : name)) });
const drifts = loadDrifts();
const SCOPE = { name: 'default', prefix: '' } as Scope;
const lists = specs.flatMap((spec) =>
  spec.operations
    .filter(({ list, safe }) => list && safe)
    .map((operation) => [`${spec.name}.${operation.id}`, spec, operation] as const),
);

/** The mock's own answer. */
async function right(incoming: Incoming): Promise<MockResponse> {
  const names = [...incoming.headerNames()].filter((name) => name !== 'content-length');
  const response = await mock.fetch(`http://mock${incoming.target}`, {
    method: incoming.method,
    headers: names.map((name) => [name, incoming.header(name) ?? ''] as [string, string]),
    ...(incoming.body !== '' && { body: incoming.body }),
  });
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), body: new Uint8Array(await response.arrayBuffer()) };
}

async function ask(spec: Spec, operation: Operation, values: RequestValues, isProven = true) {
  const [requirement = {}] = operation.security;
  const schemes = Object.keys(requirement);
  const secrets = Object.fromEntries(
    schemes.map((name) => [name, testCredential(spec.securitySchemes[name])]),
  );
  const credentials = createCredentials(schemes, spec.securitySchemes, secrets, {
    now: Date.now,
    nonce: randomUUID,
  });
  const { method, target, headers, body } = toRequestParts(operation, values, spec.exact);
  const bare = { method, url: `http://mock${target}`, headers, body };
  const proven = isProven ? await credentials.apply(bare) : bare;
  const request = new Request(proven.url, {
    method,
    headers: proven.headers,
    ...(proven.body !== undefined && { body: proven.body as string }),
  });
  const { path, query } = splitTarget(proven.url);
  const route = { spec, operation, mount: '', template: (operation.bases[0] ?? '') + operation.path };
  const text = String(proven.body ?? '');
  return new Incoming(request, path, query, { route, path: {}, encoded: {} }, text, '', SCOPE);
}

/** What a list is asked for: as the document's example does, the second page, another page, and by a stranger. */
async function requestsOf(spec: Spec, operation: Operation): Promise<Incoming[]> {
  const values = toExampleValues(spec, operation);
  const page = operation.fields.find(({ paging }) => paging === 'page');
  const at = (value: number) => (page ? withValue(values, page, value) : values);
  return [
    await ask(spec, operation, values),
    await ask(spec, operation, at(2)),
    await ask(spec, operation, at(999)),
    await ask(spec, operation, at(0)),
    await ask(spec, operation, values, false),
  ];
}

async function drifted(spec: Spec, operation: Operation, name: string, incoming: Incoming) {
  const begin = drifts.find(spec, operation, name);
  if (!begin) throw new Error(`no drift ${name}`);
  return toDrifted(begin(), incoming, await right(incoming), right);
}

function textOf({ body }: DriftedResponse): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
}

describe('every drift that fits an operation changes answers, and none breaks the mock:', () => {
  test.each(lists)('%s', async (_, spec, operation) => {
    const known = await Promise.all(
      (await requestsOf(spec, operation)).map(async (incoming) => ({
        incoming,
        answer: await right(incoming),
      })),
    );
    const wanted = drifts
      .of(spec, operation)
      .filter(({ name }) => name !== 'slow')
      .flatMap(({ name, targets }) => targets.map((target) => (target === '' ? name : `${name}/${target}`)));
    const asked = some(wanted, 12);
    let changed = 0;
    for (const name of asked) {
      const begin = drifts.find(spec, operation, name);
      if (!begin) throw new Error(`${name} is not found`);
      const change = begin();
      for (const { incoming, answer } of known) {
        const { status, headers, body, cut } = await toDrifted(change, incoming, answer, right);
        expect(() => new Response(body, { status, headers }), name).not.toThrow();
        const isSame =
          status === answer.status &&
          cut === undefined &&
          textOf({ body, status, headers }) === textOf(answer) &&
          JSON.stringify(headers) === JSON.stringify(answer.headers);
        if (!isSame) changed += 1;
      }
    }
    // Some only show in an answer to a filter, or to a request that is wrong in one way.
    expect(changed).toBeGreaterThan(operation.list?.shows === 'many' ? asked.length / 3 : 0);
  });
});

const one = (vendor: string, id: string) => {
  const spec = specs.find(({ name }) => name === vendor) as Spec;
  return [spec, spec.operations.find((operation) => operation.id === id) as Operation] as const;
};

describe('a drift is called by its name, and by what it is about:', () => {
  test.each<[string, string, string, string, string | undefined, RegExp]>([
    ['the first field that fits', 'gptbots', 'listConversations', 'field-renamed', 'conversation_id_2', /./],
    [
      'a field',
      'gptbots',
      'listConversations',
      'field-renamed/message_count',
      'message_count_2',
      /"conversation_id":/,
    ],
    [
      'a deeper field',
      'bigmodel',
      'listConversations',
      'integer-became-text/usage.total_tokens',
      undefined,
      /"total_tokens":"\d+"/,
    ],
    [
      'a field beside the rows',
      'cybotstar',
      'listSegments',
      'boolean-became-text/data.has_previous',
      undefined,
      /"has_previous":"false"/,
    ],
    [
      'a time',
      'gptbots',
      'listConversations',
      'seconds-for-milliseconds/recent_chat_time',
      undefined,
      /"recent_chat_time":\d{10}\D/,
    ],
    ['nothing to choose', 'bigmodel', 'listConversations', 'never-more', undefined, /"has_more":false/],
    ['a page', 'gptbots', 'listConversations', 'html-page', undefined, /<html/i],
  ])('%s: %s.%s %s', async (_, vendor, id, name, key, text) => {
    const [spec, operation] = one(vendor, id);
    const answer = textOf(
      await drifted(spec, operation, name, await ask(spec, operation, toExampleValues(spec, operation))),
    );
    expect(answer).toMatch(text);
    if (key) expect(answer).toContain(`"${key}":`);
  });

  test.each([
    ['a name that there is not', 'field-lost'],
    ['a target that there is not', 'field-renamed/nothing'],
    ['a drift that does not fit', 'token-loops'],
    ['a name that every object inherits', 'constructor'],
    ['nothing', ''],
  ])('%s is no drift', (_, name) => {
    expect(drifts.find(...one('gptbots', 'listConversations'), name)).toBeUndefined();
  });

  test('a connection that breaks says behind how many bytes', async () => {
    const [spec, operation] = one('gptbots', 'listConversations');
    const incoming = await ask(spec, operation, toExampleValues(spec, operation));
    const { cut = 0 } = await drifted(spec, operation, 'connection-breaks', incoming);
    expect(cut).toBe(((await right(incoming)).body as Uint8Array).length >> 1);
  });

  test('a drift that lasts goes on from one answer to the next', async () => {
    const [spec, operation] = one('gptbots', 'listConversations');
    const change = (
      drifts.find(spec, operation, 'sometimes-502') as NonNullable<ReturnType<typeof drifts.find>>
    )();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const incoming = await ask(spec, operation, toExampleValues(spec, operation));
      statuses.push((await toDrifted(change, incoming, await right(incoming), right)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 502]));
  });
});
