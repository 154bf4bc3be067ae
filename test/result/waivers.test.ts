import { describe, expect, test } from 'vitest';
import { CHECK_NAMES } from '../../src/check-titles.ts';
import { SpecError } from '../../src/errors.ts';
import type { SpecResult } from '../../src/result/result.ts';
import { readWaivers, toWaivers } from '../../src/result/waiver-file.ts';
import { applyWaivers, type Waiver, waiverSentence } from '../../src/result/waivers.ts';
import { parseSource } from '../../src/spec/parse-source.ts';
import { file } from '../_tiny.ts';
import { entry, finding, result } from './_results.ts';

const TODAY = '2026-03-10';

function waiver(part: Partial<Waiver> = {}): Waiver {
  return {
    check: 'schema',
    pointer: undefined,
    vendor: undefined,
    operation: undefined,
    reason: 'known',
    expires: '2026-12-31',
    file: 'waivers.yaml',
    line: 3,
    ...part,
  };
}

describe('a file of waivers', () => {
  const good = "- check: schema\n  reason: ticket 12\n  expires: '2026-12-31'\n";
  const parse = (text: string) => toWaivers(parseSource('waivers.yaml', text), CHECK_NAMES);

  test('YAML, with lines', () => {
    expect(
      parse(`# ours\n${good}- {check: total, pointer: '', vendor: v, reason: r, expires: 2027-01-01}`),
    ).toEqual([
      waiver({ reason: 'ticket 12', line: 2 }),
      waiver({ check: 'total', pointer: '', vendor: 'v', reason: 'r', expires: '2027-01-01', line: 5 }),
    ]);
  });

  test('JSON', () => {
    const json = JSON.stringify([{ check: 'order', operation: 'o', reason: 'r', expires: '2028-02-29' }]);
    expect(parse(json)).toEqual([
      waiver({ check: 'order', operation: 'o', reason: 'r', expires: '2028-02-29', line: 1 }),
    ]);
  });

  test('an empty list', () => expect(parse('[]')).toEqual([]));

  const and = (line: string) => `${good}  ${line}\n`;
  test.each<[string, string, string]>([
    ['an empty file', '', 'waivers.yaml:1: this is not a list of waivers'],
    ['an object', 'check: schema', 'waivers.yaml:1: this is not a list'],
    ['a text', 'all of them', 'not a list'],
    ['no YAML', '- {', 'waivers.yaml:1: this is not YAML or JSON'],
    ['a repeated word', and('reason: again'), 'waivers.yaml:4: the key "reason" stands twice in one object'],
    ['a text in the list', `${good}- schema`, 'waivers.yaml:4: a waiver has the words'],
    ['null in the list', '-', 'this is null'],
    ['a list in the list', '- []', 'this is a list'],
    [
      'an unknown word',
      and('until: 2026-01-01'),
      'waivers.yaml:4: a waiver does not know the word until; allowed: check, pointer,',
    ],
    [
      'a word of Object',
      and('__proto__: {check: total}'),
      'waivers.yaml:4: a waiver does not know the word __proto__',
    ],
    ['another word of Object', and('constructor: x'), 'does not know the word constructor'],
    ['no check', '- {reason: r, expires: 2026-01-01}', 'needs the word check'],
    ['no reason', '- {check: schema, expires: 2026-01-01}', 'needs the word reason: why'],
    ['no day', '- {check: schema, reason: r}', 'needs the word expires: the last day'],
    [
      'an unknown check',
      '- {check: shema, reason: r, expires: 2026-01-01}',
      'no check shema; did you mean schema?',
    ],
    ['a check of Object', '- {check: toString, reason: r, expires: 2026-01-01}', 'no check toString'],
    ['a number for a check', '- {check: 1, reason: r, expires: 2026-01-01}', 'check must be a text, not 1'],
    [
      'a list of checks',
      '- {check: [schema], reason: r, expires: 2026-01-01}',
      'check must be a text, not a list',
    ],
    ['an empty reason', "- {check: schema, reason: ' ', expires: 2026-01-01}", 'reason must not be empty'],
    ['a number for a reason', '- {check: schema, reason: 7, expires: 2026-01-01}', 'reason must be a text'],
    [
      'no reason but null',
      '- {check: schema, reason: , expires: 2026-01-01}',
      'reason must be a text, not null',
    ],
    [
      'a day that is none',
      '- {check: schema, reason: r, expires: 2026-02-29}',
      'expires: 2026-02-29 is not a day',
    ],
    ['a 13th month', '- {check: schema, reason: r, expires: 2026-13-01}', 'is not a day'],
    ['a day with a time', "- {check: schema, reason: r, expires: '2026-01-01T00:00:00Z'}", 'is not a day'],
    ['a word for a day', '- {check: schema, reason: r, expires: never}', 'expires: never is not a day'],
    ['a year for a day', '- {check: schema, reason: r, expires: 2026}', 'expires must be a text, not 2026'],
    ['a pointer without a slash', and('pointer: data/list'), 'pointer: data/list is not a JSON pointer'],
    ['a pointer with a tilde', and('pointer: /a~2'), 'is not a JSON pointer'],
    ['an empty vendor', and("vendor: ''"), 'vendor must not be empty'],
    ['an operation in a list', and('operation: [a]'), 'operation must be a text'],
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(SpecError);
    expect(() => parse(text)).toThrow(message);
  });

  test('from disk', async () => {
    expect(await readWaivers(await file('waivers.yaml', good), CHECK_NAMES)).toHaveLength(1);
    await expect(readWaivers('/nowhere/waivers.yaml', CHECK_NAMES)).rejects.toThrow('there is no such file');
  });
});

describe('which findings a waiver fits', () => {
  test.each<[string, Partial<Waiver>, boolean]>([
    ['the check alone', {}, true],
    ['another check', { check: 'total' }, false],
    ['vendor and operation', { vendor: 'tiny', operation: 'listNotes' }, true],
    ['another vendor', { vendor: 'other' }, false],
    ['another operation', { operation: 'getNote' }, false],
    ['a star for the row', { pointer: '/notes/*/title' }, true],
    ['a row that stands for every row', { pointer: '/notes/3/title' }, true],
    ['another field', { pointer: '/notes/*/stars' }, false],
    ['the field above', { pointer: '/notes/*' }, false],
    ['the whole body', { pointer: '' }, false],
    ['its last day', { expires: TODAY }, true],
    ['the day after', { expires: '2026-03-09' }, false],
  ])('%s: %o', (_, part, isWaived) => {
    const given = result({ findings: [finding()] });
    const { specs } = applyWaivers(given, [waiver(part)], TODAY);
    expect(specs[0]?.findings).toHaveLength(isWaived ? 0 : 1);
    expect(specs[0]?.waived ?? []).toEqual(
      isWaived ? [{ finding: finding(), reason: 'known', expires: part.expires ?? '2026-12-31' }] : [],
    );
  });
});

test('a waived finding takes its entries along, but none that something else fails', () => {
  const given = result({
    findings: [
      finding({ entries: ['property:200/a', 'property:200/b'] }),
      finding({ check: 'json', pointer: '', entries: ['property:200/b'] }),
      finding({ check: 'order', level: 'info', entries: ['property:200/a'] }),
    ],
    ledger: [
      entry('listNotes check:schema failed'),
      entry('listNotes check:json failed'),
      entry('listNotes property:200/a failed'),
      entry('listNotes property:200/b failed'),
      entry('listNotes status:200 checked'),
      entry('getNote check:schema failed'),
      entry('getNote property:200/a failed'),
    ],
  });
  const { specs } = applyWaivers(given, [waiver()], TODAY);
  expect(
    specs[0]?.ledger.map(({ operation, kind, name, state }) => `${operation} ${kind}:${name} ${state}`),
  ).toEqual([
    'listNotes check:schema waived',
    'listNotes check:json failed',
    'listNotes property:200/a waived',
    'listNotes property:200/b failed',
    'listNotes status:200 checked',
    'getNote check:schema failed',
    'getNote property:200/a failed',
  ]);
  expect(specs[0]?.ledger[0]?.detail).toBe('known');
  expect(given.specs[0]?.ledger[0]?.state).toBe('failed');
});

describe('what becomes of a waiver', () => {
  const excluded = entry('listNotes check:total skipped', { reason: 'excluded' });
  const reached = entry('listNotes check:total checked');
  const stopped = { operation: 'listNotes', why: 'timeout', message: 'no answer' } as const;
  test.each<[string, Partial<Waiver>, Partial<SpecResult>, string, number]>([
    ['it fits twice', {}, { findings: [finding(), finding({ pointer: '/x' })] }, 'used', 2],
    ['it fits nothing', { check: 'total' }, { ledger: [reached] }, 'unused', 0],
    ['it is over', { expires: '2020-01-01' }, { findings: [finding()] }, 'expired', 1],
    ['it is over and fits nothing', { check: 'total', expires: '2020-01-01' }, {}, 'expired', 0],
    ['its vendor was not asked', { vendor: 'other' }, {}, 'idle', 0],
    ['its check took no part', { check: 'total' }, { ledger: [excluded] }, 'idle', 0],
    ['the run ended early', { check: 'total' }, { stopped }, 'idle', 0],
    ['its vendor has no such operation', { vendor: 'tiny', operation: 'listNote' }, {}, 'unused', 0],
    ['no vendor asked has such an operation', { operation: 'elsewhere' }, {}, 'idle', 0],
  ])('%s', (_, part, spec, state, count) => {
    const [use] = applyWaivers(result(spec), [waiver(part)], TODAY).waivers ?? [];
    expect([use?.state, use?.count]).toEqual([state, count]);
  });

  test('two that fit the same are both used, the first one says why', () => {
    const { specs, waivers } = applyWaivers(
      result({ findings: [finding()] }),
      [waiver({ reason: 'first' }), waiver({ reason: 'second' })],
      TODAY,
    );
    expect(waivers?.map(({ state }) => state)).toEqual(['used', 'used']);
    expect(specs[0]?.waived?.map(({ reason }) => reason)).toEqual(['first']);
  });

  test.each<[Partial<Waiver>, 'used' | 'unused' | 'expired' | 'idle', number, string | undefined]>([
    [{}, 'used', 1, undefined],
    [{}, 'idle', 0, undefined],
    [
      { vendor: 'v', pointer: '/a' },
      'unused',
      0,
      'waivers.yaml:3: the waiver of schema (v /a) matches no finding any more; remove it',
    ],
    [
      {},
      'expired',
      2,
      'waivers.yaml:3: the waiver of schema expired after 2026-12-31, so 2 findings fail again',
    ],
    [{}, 'expired', 1, 'so a finding fails again'],
    [
      { line: undefined },
      'expired',
      0,
      'waivers.yaml: the waiver of schema expired after 2026-12-31 and matches no finding',
    ],
  ])('in words: %o %s %d', (part, state, count, sentence) => {
    const said = waiverSentence({ waiver: waiver(part), state, count });
    if (sentence === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(sentence);
  });
});
