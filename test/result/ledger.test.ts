import { describe, expect, test } from 'vitest';
import { ledgerChecks } from '../../src/contract/check-evidence.ts';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import { createLedger, type Ledger } from '../../src/result/ledger.ts';
import type { Grade } from '../../src/spec/grade.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

async function ledgerOf(
  id = 'listNotes',
  change?: (document: any) => void,
  asserted: Grade = 'documented',
): Promise<Ledger> {
  const [spec] = await loadSpecs({ vendors: [await tinyFile(change)] });
  const operation = spec?.operations.find((one) => one.id === id);
  if (!spec || !operation) throw new Error(`no ${id}`);
  return createLedger(spec, operation, ledgerChecks(CHECK_LIST, spec, operation), asserted);
}

function stateOf(ledger: Ledger, entry: string) {
  const { state, grade, reason, detail } =
    ledger.entries().find(({ kind, name }) => `${kind}:${name}` === entry) ?? {};
  return [state, grade, reason, detail].filter((text) => text !== undefined).join(' ');
}

const ENTRY = 'check:total';
const MARKS: Record<string, (ledger: Ledger) => void> = {
  checked: (ledger) => ledger.checked(ENTRY),
  failed: (ledger) => ledger.failed(ENTRY),
  inconclusive: (ledger) => ledger.inconclusive(ENTRY, 'a row came'),
  skipped: (ledger) => ledger.skip(ENTRY, 'no-rows', 'none'),
  budget: (ledger) => ledger.skip(ENTRY, 'budget'),
  assumed: (ledger) => ledger.skip(ENTRY, 'assumed'),
  excluded: (ledger) => ledger.skip(ENTRY, 'excluded'),
};

describe('what is known best stays', () => {
  test.each(
    some(
      [
        [[], 'skipped not-reached'],
        [['skipped'], 'skipped no-rows none'],
        [['skipped', 'budget'], 'skipped no-rows none'],
        [['skipped', 'checked'], 'checked'],
        [['checked', 'skipped'], 'checked'],
        [['checked', 'inconclusive'], 'inconclusive moving a row came'],
        [['inconclusive', 'checked'], 'inconclusive moving a row came'],
        [['failed', 'checked', 'inconclusive', 'skipped'], 'failed'],
        [['inconclusive', 'failed'], 'failed'],
        [['skipped', 'assumed'], 'not-asserted assumed'],
        [['assumed', 'checked'], 'checked'],
        [['excluded', 'assumed'], 'skipped excluded'],
      ],
      4,
    ),
  )('%j: %s', async (marks, expected) => {
    const ledger = await ledgerOf();
    for (const mark of marks) MARKS[mark]?.(ledger);
    expect(stateOf(ledger, ENTRY)).toBe(expected);
  });
});

describe('what would not have failed is not asserted', () => {
  const observed = { evidence: 'observed: seen' };
  const change = (document: any) => {
    const get = document.paths['/notes'].get;
    get['x-confab'].paging.evidence = { total: 'assumed: ours' };
    get['x-confab'].order.evidence = 'observed: seen';
    get.responses['200']['x-confab'] = observed;
    get.parameters[0].schema['x-confab'] = observed;
    get.parameters[0]['x-confab'] = observed;
    get.parameters[3].schema['x-confab'] = { evidence: 'assumed: ours' };
    document['x-confab'].failures['not-found'].evidence = 'assumed: ours';
    const { properties } = document.components.schemas.Note;
    properties.title.minLength = 1;
    properties.title['x-confab'] = { evidence: { minLength: 'assumed: ours' } };
    properties.stars['x-confab'] = observed;
    document.components.schemas.Note['x-confab'] = { evidence: { required: 'assumed: ours' } };
  };
  test.each<[string, Grade, string]>(
    some<[string, Grade, string]>(
      [
        ['check:total', 'documented', 'not-asserted assumed'],
        ['check:total', 'observed', 'not-asserted assumed'],
        ['check:total', 'assumed', 'checked'],
        ['check:order', 'documented', 'not-asserted observed'],
        ['check:order', 'observed', 'checked'],
        ['check:has-more', 'documented', 'checked'],
        ['check:schema', 'documented', 'checked'],
        ['status:200', 'documented', 'not-asserted observed'],
        ['status:404', 'documented', 'checked'],
        ['parameter:query/page', 'documented', 'not-asserted observed'],
        ['parameter:query/size', 'documented', 'checked'],
        ['enum:query/kind=a', 'documented', 'not-asserted assumed'],
        ['cause:not-found', 'documented', 'not-asserted assumed'],
        ['property:200/notes/*/title', 'documented', 'checked'],
        ['property:200/notes/*/stars', 'documented', 'not-asserted observed'],
      ],
      4,
    ),
  )('%s at %s: %s', async (entry, asserted, expected) => {
    const ledger = await ledgerOf('listNotes', change, asserted);
    ledger.checked(entry);
    expect(stateOf(ledger, entry)).toBe(expected);
  });

  test('rows that came during it make nothing doubtful that is not asserted', async () => {
    const ledger = await ledgerOf('listNotes', change);
    ledger.inconclusive('check:total', 'a row came');
    expect(stateOf(ledger, 'check:total')).toBe('not-asserted assumed');
  });
});

test('what the document does not have is no entry, and cannot be marked', async () => {
  const ledger = await ledgerOf();
  const { length } = ledger.entries();
  expect(ledger.has('parameter:query/page')).toBe(true);
  expect(ledger.has('parameter:query/other')).toBe(false);
  expect(() => ledger.checked('parameter:query/other')).toThrow(
    'no entry parameter:query/other in the ledger of listNotes',
  );
  expect(() => ledger.skip('status:418', 'no-rows')).toThrow('no entry status:418');
  expect(ledger.entries()).toHaveLength(length);
});

test('a list has an entry for all that the document says of it', async () => {
  const ledger = await ledgerOf();
  expect(ledger.names('status')).toEqual(['200', '400', '404']);
  expect(ledger.names('parameter')).toContain('query/since');
  expect(ledger.names('enum')).toEqual(['query/kind=all', 'query/kind=a', 'query/kind=b', 'query/kind=c']);
  expect(ledger.names('cause')).toEqual(['missing-parameter', 'invalid-parameter', 'not-found']);
  expect(ledger.names('property')).toEqual(
    expect.arrayContaining(['200/notes', '200/notes/*/title', '200/total', '400/problem']),
  );
});

test.each(
  some(
    [
      ['listNotes', 'total', true],
      ['listNotes', 'has-more', true],
      ['listNotes', 'order-request', true],
      ['listNotes', 'filter-bound', true],
      ['listNotes', 'token', false],
      ['listNotes', 'has-previous', false],
      ['listNotes', 'link-loads', false],
      ['getNote', 'schema', true],
      ['getNote', 'order', false],
      ['getNote', 'page-size', false],
      ['getNote', 'filter-sound', false],
    ],
    4,
  ),
)('%s is held against %s: %s', async (id, check, expected) => {
  expect((await ledgerOf(id)).names('check').includes(check)).toBe(expected);
});
