import { describe, expect, test } from 'vitest';
import { checksFor } from '../../src/contract/check.ts';
import { CHECK_LIST } from '../../src/contract/checks.ts';
import { createLedger, type Ledger } from '../../src/result/ledger.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { tinyFile } from '../_tiny.ts';

async function ledgerOf(id = 'listNotes', change?: (document: any) => void): Promise<Ledger> {
  const [spec] = await loadSpecs({ vendors: [await tinyFile(change)] });
  const operation = spec?.operations.find((one) => one.id === id);
  if (!spec || !operation) throw new Error(`no ${id}`);
  const checks = checksFor(CHECK_LIST, operation).map(({ name }) => name);
  return createLedger(spec, operation, checks);
}

function stateOf(ledger: Ledger, entry: string) {
  const { state, reason, detail } =
    ledger.entries().find(({ kind, name }) => `${kind}:${name}` === entry) ?? {};
  return [state, reason, detail].filter((text) => text !== undefined).join(' ');
}

const ENTRY = 'check:total';
const MARKS: Record<string, (ledger: Ledger) => void> = {
  checked: (ledger) => ledger.checked(ENTRY),
  failed: (ledger) => ledger.failed(ENTRY),
  inconclusive: (ledger) => ledger.inconclusive(ENTRY, 'a row came'),
  skipped: (ledger) => ledger.skip(ENTRY, 'no-rows', 'none'),
  budget: (ledger) => ledger.skip(ENTRY, 'budget'),
};

describe('what is known best stays', () => {
  test.each([
    [[], 'skipped not-reached'],
    [['skipped'], 'skipped no-rows none'],
    [['skipped', 'budget'], 'skipped no-rows none'],
    [['skipped', 'checked'], 'checked'],
    [['checked', 'skipped'], 'checked'],
    [['checked', 'inconclusive'], 'inconclusive moving a row came'],
    [['inconclusive', 'checked'], 'inconclusive moving a row came'],
    [['failed', 'checked', 'inconclusive', 'skipped'], 'failed'],
    [['inconclusive', 'failed'], 'failed'],
  ])('%j: %s', async (marks, expected) => {
    const ledger = await ledgerOf();
    for (const mark of marks) MARKS[mark]?.(ledger);
    expect(stateOf(ledger, ENTRY)).toBe(expected);
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

test.each([
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
])('%s is held against %s: %s', async (id, check, expected) => {
  expect((await ledgerOf(id)).names('check').includes(check)).toBe(expected);
});
