import { describe, expect, test } from 'vitest';
import { checkRows } from '../../src/rows/check-rows.ts';
import { createCollections } from '../../src/rows/collections.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';

const specs = await loadSpecs({});
const { all } = createCollections({ specs, rows: 3, seed: 1, now: 0 });

const GPTBOTS = {
  conversation_id: 'c1',
  user_id: null,
  recent_chat_time: 1_773_000_000_000,
  subject: 'Hi',
  conversation_type: 'API',
  message_count: 2,
  cost_credit: 0.01,
  bot_id: 'b',
};
const BIGMODEL = {
  id: 'i',
  assistant_id: 'a',
  create_time: '2024-08-06T11:59:00Z',
  update_time: '2024-08-06T11:59:00Z',
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};
const CHATNIO = { user_id: 1, id: 4, name: 'n', message: null, model: 'm', enable_web: false };
const CYBOTSTAR = {
  chat_count: 1,
  segment_code: 's',
  segment_name: 'n',
  user_code: 'u',
  create_time: '2026-01-01 00:00:00',
  message_source: 'm',
};

function check(vendor: string, rows: JsonObject[]) {
  const collection = all.find(({ spec }) => spec.name === vendor);
  if (!collection) throw new Error(vendor);
  return checkRows(collection, rows);
}
const without = ({ ...row }: JsonObject, name: string) => {
  delete row[name];
  return row;
};

describe('rows that are refused', () => {
  test.each<[string, string, JsonObject[], string[]]>([
    [
      'a text for a number',
      'gptbots',
      [{ ...GPTBOTS, message_count: '2' }],
      ['row 0 (conversation_id "c1"): message_count must be integer, not "2"'],
    ],
    [
      'several at once',
      'gptbots',
      [GPTBOTS, { ...GPTBOTS, conversation_id: 'c2', message_count: -1, bot_id: '' }],
      [
        'row 1 (conversation_id "c2"): message_count must be >= 0, not -1',
        'row 1 (conversation_id "c2"): bot_id must NOT have fewer than 1 characters, not ""',
      ],
    ],
    [
      'a number deep inside',
      'bigmodel',
      [{ ...BIGMODEL, usage: { ...BIGMODEL.usage, total_tokens: 'x' } }],
      ['row 0 (id "i"): usage.total_tokens must be integer, not "x"'],
    ],
    [
      'another value than the only one',
      'chatnio',
      [{ ...CHATNIO, auth: true }],
      ['row 0 (id 4): auth must be false, not true'],
    ],
    [
      'no id',
      'gptbots',
      [without(GPTBOTS, 'conversation_id')],
      ['row 0: it has no conversation_id, by which a row is named'],
    ],
    [
      'an id of null',
      'chatnio',
      [{ ...CHATNIO, id: null }],
      ['row 0 (id null): it has no id, by which a row is named'],
    ],
    [
      'an id twice',
      'gptbots',
      [GPTBOTS, { ...GPTBOTS, conversation_id: 'c2' }, GPTBOTS],
      ['row 2 (conversation_id "c1"): row 0 has the same conversation_id; each row needs its own'],
    ],
    [
      'no time',
      'gptbots',
      [without(GPTBOTS, 'recent_chat_time')],
      [
        'row 0 (conversation_id "c1"): it has no recent_chat_time, its time, by which it is found and ordered',
      ],
    ],
    [
      'a time of another form',
      'cybotstar',
      [{ ...CYBOTSTAR, create_time: '2026-01-01T00:00:00Z' }],
      [
        'row 0 (segment_code "s"): its create_time is "2026-01-01T00:00:00Z", which is no time that is written as datetime+08:00',
      ],
    ],
    [
      'a day that there is not',
      'cybotstar',
      [{ ...CYBOTSTAR, create_time: '2026-02-30 00:00:00' }],
      [
        'row 0 (segment_code "s"): its create_time is "2026-02-30 00:00:00", which is no time that is written as datetime+08:00',
      ],
    ],
    [
      'a time as a text, said once',
      'gptbots',
      [{ ...GPTBOTS, recent_chat_time: '1773000000000' }],
      [
        'row 0 (conversation_id "c1"): its recent_chat_time is "1773000000000", which is no time that is written as epoch-ms',
      ],
    ],
    [
      'a misspelt field',
      'gptbots',
      [{ ...without(GPTBOTS, 'message_count'), mesage_count: 2 }],
      ['row 0 (conversation_id "c1"): it has no field mesage_count; did you mean message_count?'],
    ],
    [
      'a field in the other way of writing',
      'gptbots',
      [{ ...without(GPTBOTS, 'user_id'), userId: 'u' }],
      ['row 0 (conversation_id "c1"): it has no field userId; did you mean user_id?'],
    ],
  ])('%s', (_name, vendor, rows, errors) => {
    expect(check(vendor, rows).errors).toEqual(errors);
  });
});

describe('rows that are served, with a note', () => {
  test.each<[string, string, JsonObject[], string[]]>([
    ['none', 'gptbots', [], []],
    ['whole ones', 'gptbots', [GPTBOTS, { ...GPTBOTS, conversation_id: 'c2' }], []],
    ['one without an optional field', 'bigmodel', [without(BIGMODEL, 'usage')], []],
    ['one with what only a pattern allows', 'gptbots', [{ ...GPTBOTS, anonymous_id: 'x' }], []],
    ['one without any time, of a vendor that has none', 'chatnio', [CHATNIO], []],
    [
      'one without a field that the spec requires',
      'gptbots',
      [without(GPTBOTS, 'subject')],
      [
        'row 0 (conversation_id "c1"): it has no subject, which the spec requires; its answers break the spec',
      ],
    ],
    [
      'one without one deep inside',
      'bigmodel',
      [{ ...BIGMODEL, usage: { prompt_tokens: 1, completion_tokens: 2 } }],
      ['row 0 (id "i"): usage.total_tokens is missing, which the spec requires; its answers break the spec'],
    ],
    [
      'one with a field of its own',
      'chatnio',
      [{ ...CHATNIO, note: 1 }],
      [
        'row 0 (id 4): it has no field note, so it is never shown; its fields: auth, user_id, id, name, message, model, enable_web, shared, context',
      ],
    ],
    [
      'one with a name that every object inherits',
      'gptbots',
      [JSON.parse(`{"__proto__":1,${JSON.stringify(GPTBOTS).slice(1)}`)],
      [
        `row 0 (conversation_id "c1"): it has no field __proto__, so it is never shown; its fields: ${Object.keys(GPTBOTS).join(', ')}`,
      ],
    ],
  ])('%s', (_name, vendor, rows, notes) => {
    expect(check(vendor, rows)).toEqual({ errors: [], notes });
  });
});

test.each(all.map((one) => [one.name, one] as const))(
  'generated rows of %s are fine',
  async (_name, collection) => {
    const rows = await createCollections({ specs, rows: 200, seed: 1, now: Date.UTC(2026, 2, 20) }).sized(
      collection,
      200,
    );
    const view = rows.view(collection.schema);
    const whole = Array.from({ length: 200 }, (_unused, n) => JSON.parse(view(n)));
    expect(checkRows(collection, whole)).toEqual({ errors: [], notes: [] });
  },
);
