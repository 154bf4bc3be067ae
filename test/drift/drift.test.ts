import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type CheckOptions, checkContract } from '../../src/check-contract.ts';
import { driftFile, toDrift } from '../../src/drift/drift.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import type { Finding } from '../../src/result/finding.ts';
import type { SpecResult } from '../../src/result/result.ts';
import type { Json } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { slowTest, some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';

const AT = Date.UTC(2026, 2, 20, 8);
const CHECKS = ['schema', 'unknown-field', 'status', 'media-type'] as const;

/** Changes a body, or gives another answer. */
type Change = (body: any, request: Request, response: Response) => unknown;

let tiny: string;
beforeAll(async () => {
  tiny = await tinyFile();
});

function fileOf(vendor: string): string {
  return vendor === 'tiny' ? tiny : `specs/${vendor}.yaml`;
}

const mocks = new Map<string, Promise<Mock>>();

/** What a target with these changes shows, looked at with the overlays. */
async function run(vendor: string, change: Change, options: CheckOptions): Promise<SpecResult> {
  const mock = mocks.get(vendor) ?? createMock({ vendors: [fileOf(vendor)], strictKeys: true, rows: 40 });
  mocks.set(vendor, mock);
  const { specs } = await checkContract({
    vendors: [fileOf(vendor)],
    maxPages: 3,
    ...options,
    fetch: async (request) => {
      const response = await (await mock).fetch(request);
      const body = await response
        .clone()
        .json()
        .catch(() => undefined);
      if (body === undefined) return response;
      const answer = change(body, request, response);
      return answer instanceof Response ? answer : json(body, response);
    },
  });
  return specs[0] as SpecResult;
}

function json(body: unknown, { status, headers }: Response, more: Record<string, string> = {}): Response {
  const kept = [...headers].filter(([name]) => name !== 'content-length');
  return new Response(JSON.stringify(body), { status, headers: { ...Object.fromEntries(kept), ...more } });
}

async function driftOf(vendor: string, result: SpecResult): Promise<ReturnType<typeof toDrift>> {
  const [spec] = await loadSpecs({ vendors: [fileOf(vendor)] });
  return toDrift(spec!, result, AT);
}

const rows = ({ list, notes, data }: any): any[] =>
  list ?? notes ?? data?.list ?? data?.conversation_list ?? (Array.isArray(data) ? data : []);
const each =
  (change: (row: any, index: number) => void): Change =>
  (body) =>
    rows(body).forEach(change);

interface Case {
  readonly vendor: string;
  readonly change: Change;
  /** What the run finds, `check pointer`. */
  readonly finds: readonly string[];
  /** What the overlay does, `target: update` or `target removed`. */
  readonly does: readonly string[];
}

const CASES: Record<string, Case> = {
  'a new field': {
    vendor: 'gptbots',
    change: each((row, index) => Object.assign(row, { region: index % 2 ? 'sg' : null })),
    finds: ['unknown-field /list/*/region'],
    does: [
      '$.components.schemas.Conversation: {"properties":{"region":{"type":["string","null"],"x-confab":{"evidence":"observed: seen on 2026-03-20 at the mock"}}}}',
    ],
  },
  'a field gone': {
    vendor: 'gptbots',
    change: each((row) => delete row.bot_id),
    finds: ['schema /list/*/bot_id'],
    does: ["$.components.schemas.Conversation.required[?@ == 'bot_id'] removed"],
  },
  'a field renamed': {
    vendor: 'bigmodel',
    change: each((row) => {
      row.conversation_id = row.id;
      delete row.id;
    }),
    finds: ['schema /data/conversation_list/*/id', 'unknown-field /data/conversation_list/*/conversation_id'],
    does: [
      "$.components.schemas.Conversation.required[?@ == 'id'] removed",
      '$.components.schemas.Conversation: {"properties":{"conversation_id":{"type":"string","x-confab":{"evidence":"observed: seen on 2026-03-20 at the mock"}}}}',
    ],
  },
  'a wider type': {
    vendor: 'tiny',
    change: each((row, index) => {
      if (index === 1) row.stars = String(row.stars);
    }),
    finds: ['schema /notes/*/stars'],
    does: ['$.components.schemas.Note.properties.stars: {"type":["integer","string"]}'],
  },
  'null where there was a number': {
    vendor: 'tiny',
    change: (body) => {
      if ('total' in body) body.total = null;
    },
    finds: ['schema /total'],
    does: [
      `$.paths['/notes'].get.responses['200'].content['application/json'].schema.properties.total: {"type":["integer","null"]}`,
    ],
  },
  'an integer with a fraction': {
    vendor: 'gptbots',
    change: each((row) => {
      row.message_count += 0.5;
    }),
    finds: ['schema /list/*/message_count'],
    does: [
      '$.components.schemas.Conversation.properties.message_count: {"type":"number"}',
      '$.components.schemas.Conversation.properties.message_count.format removed',
    ],
  },
  'a bound crossed': {
    vendor: 'tiny',
    change: each((row, index) => {
      row.stars = -index;
    }),
    finds: ['schema /notes/*/stars'],
    does: ['$.components.schemas.Note.properties.stars: {"minimum":-39}'],
  },
  'a text of another form': {
    vendor: 'bigmodel',
    change: each((row) => {
      row.create_time = `on ${row.create_time}`;
    }),
    finds: ['schema /data/conversation_list/*/create_time'],
    does: ['$.components.schemas.CreateTime.pattern removed'],
  },
  'an object instead of a text': {
    vendor: 'bigmodel',
    change: each((row) => {
      row.assistant_id = { id: row.assistant_id, beta: true };
    }),
    finds: ['schema /data/conversation_list/*/assistant_id'],
    does: [
      '$.components.schemas.Conversation.properties.assistant_id: {"type":["string","object"],"properties":{"id":{"type":"string"},"beta":{"type":"boolean"}}}',
    ],
  },
  'another type of body': {
    vendor: 'tiny',
    change: (body, _request, response) =>
      'notes' in body ? json(body, response, { 'content-type': 'application/vnd.gptbots+json' }) : undefined,
    finds: ['media-type '],
    does: ["$.paths['/notes'].get.responses['200']: content application/vnd.gptbots+json"],
  },
  'a new status': {
    vendor: 'tiny',
    change: (body, _request, response) =>
      'notes' in body ? json(body, { status: 203, headers: response.headers } as Response) : undefined,
    finds: ['status '],
    does: ["$.paths['/notes'].get.responses: 203"],
  },
  'a new field among alternatives': {
    vendor: 'chatnio',
    change: each((row) => Object.assign(row, { pinned: true })),
    finds: ['unknown-field /data/*/pinned'],
    does: [
      '$.components.schemas.ConversationSummary: {"properties":{"pinned":{"type":"boolean","x-confab":{"evidence":"observed: seen on 2026-03-20 at the mock"}}}}',
    ],
  },
  'lists and objects in new fields': {
    vendor: 'cybotstar',
    change: each((row) => Object.assign(row, { tags: [], extra: { deep: [{ a: 1 }, { a: null, b: 0.5 }] } })),
    finds: ['unknown-field /data/list/*/tags', 'unknown-field /data/list/*/extra'],
    does: [
      '$.components.schemas.Segment: {"properties":{"tags":{"type":"array","x-confab":{"evidence":"observed: seen on 2026-03-20 at the mock"}}}}',
      '$.components.schemas.Segment: {"properties":{"extra":{"type":"object","properties":{"deep":{"type":"array","items":{"type":"object","properties":{"a":{"type":["integer","null"]},"b":{"type":"number"}}}}},"x-confab":{"evidence":"observed: seen on 2026-03-20 at the mock"}}}}',
    ],
  },
  'a field of the envelope gone': {
    vendor: 'alibaba',
    change: (body) => {
      delete body.requestId;
    },
    finds: ['schema /requestId'],
    does: ["$.components.schemas.ConversationPage.required[?@ == 'requestId'] removed"],
  },
  'a new value of an enumeration': {
    vendor: 'tiny',
    change: (body) =>
      body.notes?.forEach((note: any, index: number) => {
        note.kind = index % 2 ? 'd' : 'it\'s "e"\n';
      }),
    finds: ['schema /notes/*/kind'],
    does: ['$.components.schemas.Note.properties.kind: {"enum":["it\'s \\"e\\"\\n","d"]}'],
  },
};

describe.each(some(Object.entries(CASES), 2))('%s', (_name, { vendor, change, finds, does }) => {
  test('is found, written as an overlay, and gone with it', async () => {
    const before = await run(vendor, change, { only: CHECKS });
    expect(namesOf(before.findings)).toEqual(expect.arrayContaining([...finds]));
    const drift = await driftOf(vendor, before);
    const actions = actionsOf(drift.text);
    expect(actions.map(toLine)).toEqual(does);
    expect(drift.left.map(({ finding, reason }) => `${finding.check}: ${reason}`)).toEqual([]);

    const overlay = await file('drift.yaml', drift.text);
    const after = await run(vendor, change, { only: CHECKS, overlays: [overlay] });
    expect(namesOf(after.findings)).toEqual([]);
    expect(after.stopped).toBeUndefined();

    for (const { description } of actions)
      expect(description).toMatch(
        /; seen .*in (one answer|\d+ answers) on 2026-03-20 at the mock, first list/,
      );
  });
});

slowTest('of a whole run it takes in what is about the shape, and says of the rest why not', async () => {
  const change: Change = (body, request, response) => {
    for (const row of rows(body)) Object.assign(row, { "it's": '"new"\n- {', __proto__x: 1 });
    if ('total' in body) body.total = String(body.total + 1);
    return new URL(request.url).searchParams.get('page') === '2'
      ? json(body, { status: 203, headers: response.headers } as Response)
      : undefined;
  };
  const before = await run('tiny', change, {});
  const drift = await driftOf('tiny', before);
  expect(actionsOf(drift.text).map(({ target }) => target)).toEqual([
    "$.paths['/notes'].get.responses['200'].content['application/json'].schema.properties.total",
    '$.components.schemas.Note',
    '$.components.schemas.Note',
    "$.paths['/notes'].get.responses",
  ]);
  const after = await run('tiny', change, { overlays: [await file('drift.yaml', drift.text)] });
  const stays = drift.left.map(({ finding }) => finding);
  expect(new Set(namesOf(after.findings))).toEqual(new Set(namesOf(stays)));
  expect(namesOf(stays)).not.toEqual([]);
  for (const { finding, reason } of drift.left) {
    expect(drift.text).toContain(`# - ${finding.check} (${finding.level}) of ${finding.operation}: `);
    expect(drift.text).toContain(reason);
  }
});

slowTest('a change after which answers are wrong that were fine is left out', async () => {
  // Without it the alternatives of the document cannot be told apart.
  const change: Change = withoutLast;
  const only = [...CHECKS, 'accepts', 'refuses', 'link-loads', 'link-unknown'] as const;
  const before = await run('chatnio', change, { only });
  const drift = await driftOf('chatnio', before);
  const reasons = drift.left.filter(({ finding }) => finding.check === 'schema').map(({ reason }) => reason);
  expect(reasons.join()).toContain('with it, answers are wrong that were fine (schema');
  const overlays = [await file('drift.yaml', drift.text)];
  const after = await run('chatnio', change, { only, overlays });
  const shape = ({ check }: Finding) => check === 'schema' || check === 'unknown-field';
  expect(new Set(namesOf(after.findings.filter(shape)))).toEqual(
    new Set(namesOf(drift.left.map(({ finding }) => finding).filter(shape))),
  );
});

test('the same run gives the same file', async () => {
  const before = await run('tiny', withoutLast, { only: CHECKS });
  const { text } = await driftOf('tiny', before);
  expect((await driftOf('tiny', before)).text).toBe(text);
});

test('nothing found, nothing changed', async () => {
  const before = await run('tiny', () => undefined, { only: CHECKS });
  const drift = await driftOf('tiny', before);
  expect(drift.changes).toEqual([]);
  const after = await run('tiny', () => undefined, {
    only: CHECKS,
    overlays: [await file('d.yaml', drift.text)],
  });
  expect(after.findings).toEqual([]);
});

test('names and values are those that came, and nothing else', async () => {
  const change = each((row, index) =>
    Object.assign(row, { [`key ${index % 3}`]: `secret ${index}`, 'a.b[0]': { "$['x']": index } }),
  );
  const { text } = await driftOf('gptbots', await run('gptbots', change, { only: CHECKS }));
  const updates = JSON.stringify(actionsOf(text).map(({ update }) => update));
  expect(updates).toContain('key 0');
  // Values of a vendor's users have no place in a document: a type says enough.
  expect(updates).not.toContain('secret');
});

test.each([
  ['drift.yaml', 'tiny', false, 'drift.yaml'],
  ['drift.yaml', 'tiny', true, 'drift-tiny.yaml'],
  ['out.d/drift', 'tiny', true, 'out.d/drift-tiny'],
])('the file of %s for %s (several: %s) is %s', (out, vendor, several, expected) => {
  expect(driftFile(out, vendor, several)).toBe(expected);
});

/** Every object without its last member, unless that holds others. */
function withoutLast(value: any): void {
  if (typeof value !== 'object' || value === null) return;
  const last = Object.keys(value).at(-1);
  if (!Array.isArray(value) && last !== undefined && typeof value[last] !== 'object') delete value[last];
  Object.values(value).forEach(withoutLast);
}

/** `check pointer`, each once. */
function namesOf(findings: readonly Finding[]): string[] {
  return [
    ...new Set(
      findings.map(({ check, pointer }) => `${check} ${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`),
    ),
  ];
}

interface Action {
  readonly target: string;
  readonly description: string;
  readonly update?: any;
  readonly remove?: boolean;
}

function actionsOf(text: string): Action[] {
  return parse(text).actions;
}

function toLine({ target, update, remove }: Action): string {
  if (remove) return `${target} removed`;
  if (update.content) return `${target}: content ${Object.keys(update.content)}`;
  if (target.endsWith('.responses')) return `${target}: ${Object.keys(update)}`;
  return `${target}: ${JSON.stringify(update as Json)}`;
}
