import { describe, expect, test } from 'vitest';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import { pageModes } from '../../src/contract/relations/page-modes.ts';
import type { WireResponse } from '../../src/http/exchange.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { matchOperation, toStoredRequest } from '../../src/record/incoming-request.ts';
import { createRedactor } from '../../src/record/redactor.ts';
import { toFixture } from '../../src/record/to-fixture.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { createMatcher, type Matcher } from '../../src/spec/match.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import type { Item } from '../../src/verify/item.ts';
import { verifySpec } from '../../src/verify/verify-spec.ts';
import { type Draft, draftOf, put, toRequest } from '../_draft.ts';
import { some } from '../_some.ts';

const ROWS = 120;
const SIZE = 9;
const MOST_PAGES = Math.ceil(ROWS / SIZE) + 1;

const WAYS = (await loadSpecs({})).flatMap(({ name, operations }) => {
  const ways = operations.flatMap(({ list }) => (list?.shows === 'many' ? pageModes(list) : []));
  return (ways.length > 0 ? ways : (['once'] as const)).map((way) => [name, way] as const);
});

/** What a recorder in front of the mock has of a client that pages through a list keeps every statement of the spec. */
describe('recordings of', () => {
  test.each(some(WAYS, 4))('%s, page by page: %s; and of a refused request', async (vendor, way) => {
    const mock = await createMock({ vendors: [vendor], rows: ROWS });
    const [spec] = mock.specs as [Spec];
    const recorder = createRecorder(mock, spec);
    for (const operation of spec.operations) {
      const { list } = operation;
      if (!list) continue;
      await recorder.ask(operation, (draft) => {
        draft.headers = {};
      });
      const at = (body: unknown, path: readonly string[] = []) =>
        path.reduce((value: any, key) => value?.[key], body);
      let token: unknown;
      for (let number = 1; number <= MOST_PAGES; number += 1) {
        const body = await recorder.ask(operation, (draft) => {
          const { page, size, total, token: tokens } = list.paging.reads;
          for (const place of size) put(draft, place, SIZE);
          for (const place of total) put(draft, place, true);
          for (const place of page) put(draft, place, way === 'page' ? number : undefined);
          for (const place of tokens) put(draft, place, way === 'token' ? (token as string) : undefined);
        });
        token = at(body, list.paging.shows.token[0]?.path);
        const isEnd = at(body, list.items.path)?.length === 0 || (way === 'token' && !token);
        if (isEnd || way === 'once' || list.shows === 'one') break;
      }
    }
    const { items } = recorder;
    const result = await verifySpec({
      spec,
      withProfile: () => spec,
      items,
      target: 'a test',
      asserted: 'assumed',
      checks: CHECK_LIST,
      wants: () => true,
      refuse: (error) => {
        throw error;
      },
    });
    const shown = result.findings.map(({ check, title, pointer, actual, files }) => [
      check,
      title,
      pointer,
      actual,
      files,
    ]);
    expect(shown).toEqual([]);
    expect(result.requests).toBe(items.length);
    const states = new Map(result.ledger.map(({ kind, name, state }) => [`${kind} ${name}`, state]));
    for (const check of ['page-size', 'page-disjoint', 'order', way === 'once' ? 'schema' : 'past-the-end'])
      if (way !== 'token' || check !== 'past-the-end')
        expect([check, states.get(`check ${check}`)]).toEqual([check, 'checked']);
    if (way === 'token') expect(states.get('check token')).toBe('checked');
  });
});

function createRecorder(mock: Mock, spec: Spec) {
  const matcher: Matcher = createMatcher([spec]);
  const redactor = createRedactor({ spec });
  const send = createFetchSend((request) => mock.fetch(request));
  const items: Item[] = [];
  return {
    items,
    async ask(operation: Operation, change: (draft: Draft) => void): Promise<unknown> {
      const draft = draftOf(spec, operation);
      change(draft);
      const request = await toRequest(spec, operation, draft);
      const body = await request.clone().text();
      const exchange = await send({
        method: request.method,
        url: request.url,
        headers: [...request.headers].filter(([name]) => name !== 'host'),
        body: body === '' ? undefined : body,
      });
      const { pathname, search } = new URL(request.url);
      const asked = {
        method: request.method,
        target: pathname + search,
        headers: [...request.headers],
        body: new TextEncoder().encode(body),
      };
      const found = matchOperation(matcher, asked);
      if ('miss' in found) throw new Error('no operation');
      const recording = toFixture(exchange, exchange.response as WireResponse, {
        spec,
        operation,
        request: toStoredRequest(asked, found),
        redactor,
        kind: 'recorded',
      });
      if (typeof recording === 'string') throw new Error(recording);
      const fixture: Fixture = recording.fixture;
      items.push({ file: String(items.length + 1), head: fixture, read: () => fixture });
      return fixture.response.body && 'json' in fixture.response.body
        ? fixture.response.body.json
        : undefined;
    },
  };
}
