import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkExchange } from '../../src/contract/check-exchange.ts';
import { headerOf } from '../../src/http/exchange.ts';
import type { Fixture } from '../../src/record/fixture.ts';

type DocumentedSource = Extract<Fixture['source'], { kind: 'documentation' }>;

import { formatFixture } from '../../src/record/format-fixture.ts';
import { matchKey, splitUrl } from '../../src/record/match-key.ts';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { createRedactor } from '../../src/record/redactor.ts';
import { toExchange } from '../../src/record/stored-exchange.ts';
import { responseOf } from '../../src/result/observed-response.ts';
import { builtinNames, profileNames } from '../../src/spec/builtin.ts';
import type { Grade } from '../../src/spec/grade.ts';
import type { Json } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { createMatcher } from '../../src/spec/match.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';

/** The vendors' pages, by hand: every success that they show, and every failure that they name. */
const FOLDER = new URL('../../fixtures/', import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();

/** Cases in which a request is wrong on purpose, and the place that is. */
const WRONG_REQUESTS: Record<string, string> = {
  'bigmodel/listConversations/error-1210-wrong-parameters.json': '/page',
  'bigmodel/listConversations/error-1213-missing-parameter.json': 'assistant_id',
  'bigmodel/listConversations/error-1214-invalid-parameter.json': '/page_size',
  'gptbots/listConversations/error-40000-invalid-parameter.json': 'page_size',
};

describe.each(some(FILES, 4))('fixtures/%s', (file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const fixture = parseFixture(text, file);
  const source = fixture.source as DocumentedSource;
  const { profile } = source;

  test('is written as a recorder would write it', () => {
    expect(formatFixture(fixture)).toBe(text);
  });

  test('stands where its content says, and says where it comes from', () => {
    expect(file).toMatch(new RegExp(`^${fixture.vendor}/${fixture.operation}/[a-z0-9-]+\\.json$`));
    expect(source.kind).toBe('documentation');
    expect(source.page).toMatch(/^https:\/\//);
    expect(profile === undefined || profileNames().includes(profile)).toBe(true);
    expect(profile?.split('.')[0] ?? fixture.vendor).toBe(fixture.vendor);
  });

  test('asks its operation, with parameters that it has', async () => {
    const { spec, operation } = await specOf(fixture, profile);
    const { path, query } = splitUrl(fixture.request.url);
    expect(createMatcher([spec]).match(fixture.request.method, path)).toMatchObject({
      route: { operation: { id: fixture.operation }, mount: '' },
    });
    const names = operation.fields.filter((one) => one.in === 'query').map(({ name }) => name);
    for (const [name] of query) expect(names).toContain(name);
    const bases = spec.document.servers as { url: string }[];
    expect(bases.some(({ url }) => url.startsWith(source.origin))).toBe(true);
  });

  test('asks what may be asked, or is refused for what may not', async () => {
    const { spec, operation } = await specOf(fixture, profile);
    const wrong = faultsOfRequest(spec, operation, fixture);
    const place = WRONG_REQUESTS[file];
    if (place === undefined) expect(wrong).toEqual([]);
    else expect(wrong).toEqual([expect.stringContaining(place)]);
  });

  test('gets a documented answer that fits, and no profile that it would fit without', async () => {
    const { spec, operation } = await specOf(fixture, profile);
    expect(responseOf(operation, fixture.response.status)).toBeDefined();
    expect(findingsOf(spec, operation, fixture)).toEqual([]);
    if (profile === undefined) return;
    const plain = await specOf(fixture, undefined);
    // What contradicts an assumption is reason enough: it is shown, and fails nothing.
    expect(findingsOf(plain.spec, plain.operation, fixture, 'assumed')).not.toEqual([]);
  });

  test('shows no header but those that a page or the spec has', async () => {
    const { operation } = await specOf(fixture, profile);
    const { response } = toExchange(fixture);
    const documented = responseOf(operation, fixture.response.status)?.content.keys() ?? [];
    expect(response?.headers.map(([name]) => name)).toEqual(fixture.response.body ? ['Content-Type'] : []);
    if (fixture.response.body)
      expect([...documented]).toContain(headerOf(response?.headers ?? [], 'content-type'));
  });

  test('has nothing left to redact, and lists what was', async () => {
    const { spec } = await specOf(fixture, profile);
    const { request, response } = createRedactor({ spec }).exchange(fixture.request, fixture.response);
    expect({ request, response }).toEqual({ request: fixture.request, response: fixture.response });
    const standIns = JSON.stringify(fixture.request).match(/\[redacted [^\]]+\]/g) ?? [];
    expect(standIns).toEqual(fixture.redacted.map(({ rule }) => `[redacted ${rule}]`));
    for (const { rule } of fixture.redacted) expect(Object.keys(spec.securitySchemes)).toContain(rule);
  });
});

describe('the documented fixtures', () => {
  const fixtures = FILES.map((file) => parseFixture(readFileSync(new URL(file, FOLDER), 'utf8'), file));

  test('number identical requests from 1 on, without gaps; the first succeeds where one does', async () => {
    const keys = await Promise.all(
      fixtures.map(async (one) => matchKey((await specOf(one, undefined)).operation, one.request)),
    );
    for (const key of new Set(keys)) {
      const same = fixtures.filter((_, index) => keys[index] === key).sort((a, b) => a.take - b.take);
      expect(same.map(({ take }) => take)).toEqual(same.map((_, index) => index + 1));
      expect(same.slice(1).map(({ response }) => response.status)).not.toContain(200);
    }
  });

  test.each(
    some(
      [
        ['alibaba', 'listConversations', 'success', 'documented'],
        ['alibaba', 'listConversations', 'table-answer', 'documentedTable'],
        ['bigmodel', 'listConversations', 'success', 'documented'],
        ['bigmodel', 'listConversations', 'success-assistant-only', 'documented'],
        ['bigmodel', 'listConversations', 'success-captured', 'captured'],
        ['bigmodel', 'listConversations', 'error-as-printed', 'documented'],
        ['chatnio', 'listConversations', 'success', 'documented'],
        ['chatnio', 'loadConversation', 'success', 'documented'],
        ['chatnio', 'loadConversation', 'error-not-found', 'conversationNotFound'],
        ['cybotstar', 'listSegments', 'success', 'documented'],
        ['gptbots', 'listConversations', 'success', 'documented'],
        ['gptbots', 'listConversations', 'error-40000-invalid-parameter', 'invalid'],
        ['gptbots', 'listConversations', 'error-20059-agent-deleted', 'agentDeleted'],
      ],
      4,
    ),
  )('%s %s %s says what the spec took over from the page as %s', async (vendor, id, name, example) => {
    const fixture = fixtures[FILES.indexOf(`${vendor}/${id}/${name}.json`)] as Fixture;
    const { operation } = await specOf(fixture, (fixture.source as DocumentedSource).profile);
    const response = responseOf(operation, fixture.response.status);
    const examples = [...(response?.content.values() ?? [])].map((media) => media.examples.get(example));
    expect(examples).toContainEqual(bodyOf(fixture.response.body));
  });

  test.each(
    some(
      [
        ['alibaba', 'B.Permission.DeniedException Server.Internal.UnknownError'],
        // Of the whole platform's tables those that can meet this operation: no models, prompts or plans.
        [
          'bigmodel',
          '1000 1001 1002 1003 1004 1005 1113 1200 1210 1213 1214 1220 1221 1222 1230 1234 1302 500 <string>',
        ],
        // Its 401 has no body.
        ['chatnio', '401 401 conversation not found'],
        // Its page shows no failure.
        ['cybotstar', ''],
        ['gptbots', '20059 40000'],
      ],
      3,
    ),
  )('of %s have every failure of its page', (vendor, codes) => {
    const failures = fixtures.filter(
      (one, index) => one.vendor === vendor && FILES[index]?.includes('/error-'),
    );
    expect(failures.map(codeOf).sort().join(' ')).toBe(codes);
  });

  test('show a success of every operation of a page', async () => {
    const pages = await Promise.all(
      builtinNames().map(async (vendor) => (await loaded(vendor, undefined)).operations),
    );
    // The others are what a page does not know: other methods, paths without their slash.
    const listed = pages.flat().filter(({ list }) => list !== undefined);
    expect(listed).toHaveLength(6);
    for (const { spec, id } of listed) expect(FILES).toContain(`${spec}/${id}/success.json`);
  });
});

const cache = new Map<string, Promise<Spec>>();

function loaded(vendor: string, profile: string | undefined): Promise<Spec> {
  const key = profile ?? vendor;
  const known = cache.get(key);
  if (known) return known;
  const profiles = profile === undefined ? [] : [profile];
  const spec = loadSpecs({ vendors: [vendor], profiles }).then(([one]) => one as Spec);
  cache.set(key, spec);
  return spec;
}

async function specOf({ vendor, operation }: Fixture, profile: string | undefined) {
  const spec = await loaded(vendor, profile);
  return { spec, operation: spec.operations.find(({ id }) => id === operation) as Operation };
}

function findingsOf(
  spec: Spec,
  operation: Operation,
  fixture: Fixture,
  asserted: Grade = 'documented',
): string[] {
  // That the service fails is what such an example is about.
  const found = checkExchange(spec, operation, toExchange(fixture), {
    asserted,
    wants: (check) => check !== 'server-error',
  });
  return found
    .filter(({ level }) => level !== 'info')
    .map(({ check, pointer }) => `${check} ${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`);
}

/** What the body or the query has against the operation; headers are not shown by every page. */
function faultsOfRequest(spec: Spec, operation: Operation, { request }: Fixture): string[] {
  const media = [...(operation.body?.content.values() ?? [])][0];
  const ofBody = media ? spec.validators.check(media.pointer, bodyOf(request.body)) : [];
  const given = new Map(splitUrl(request.url).query);
  const ofQuery = operation.fields
    .filter((one) => one.in === 'query')
    .flatMap(({ name, required, schema, pointer }) => {
      const text = given.get(name);
      if (text === undefined) return required ? [`${name} is required`] : [];
      const value = schema.type === 'string' ? text : (JSON.parse(text) as Json);
      return spec.validators.check(pointer, value).map(({ message }) => `${name} ${message}`);
    });
  return [...ofBody.map(({ pointer, message }) => `${pointer} ${message}`), ...ofQuery];
}

function bodyOf(body: Fixture['response']['body']): Json | undefined {
  return body && 'json' in body ? body.json : undefined;
}

function codeOf({ response }: Fixture): string {
  const body = (bodyOf(response.body) ?? {}) as any;
  return String(body.error?.code ?? body.Code ?? body.code ?? body.message ?? response.status);
}
