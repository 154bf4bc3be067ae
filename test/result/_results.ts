import { CHECK_LIST } from '../../src/contract/checks.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Finding } from '../../src/result/finding.ts';
import type { LedgerEntry } from '../../src/result/ledger.ts';
import type { Result, SpecResult } from '../../src/result/result.ts';

export const EXCHANGE: Exchange = {
  origin: 'wire',
  request: { method: 'GET', url: 'http://confab.localhost/tiny/notes', headers: [], body: undefined },
  response: {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('{}'),
    complete: true,
  },
  milliseconds: 1,
  at: 0,
};

/** A finding of which only what a test is about is said. */
export function finding(part: Partial<Finding> = {}): Finding {
  return {
    check: 'schema',
    level: 'error',
    grade: 'documented',
    vendor: 'tiny',
    operation: 'listNotes',
    title: 'a title',
    expected: 'this',
    actual: 'that',
    pointer: '/notes/0/title',
    source: { file: 'tiny.yaml', line: 7, pointer: '/components/schemas/Note', evidence: 'documented' },
    count: 1,
    exchange: EXCHANGE,
    curl: 'curl',
    entries: [],
    ...part,
  };
}

/** `listNotes check:schema failed` → a ledger entry. */
export function entry(text: string, part: Partial<LedgerEntry> = {}): LedgerEntry {
  const [operation = '', name = '', state = ''] = text.split(' ');
  return {
    vendor: 'tiny',
    operation,
    kind: name.slice(0, name.indexOf(':')) as LedgerEntry['kind'],
    name: name.slice(name.indexOf(':') + 1),
    state: state as LedgerEntry['state'],
    reason: undefined,
    detail: undefined,
    ...part,
  };
}

export function specResult(part: Partial<SpecResult> = {}): SpecResult {
  return {
    vendor: 'tiny',
    title: 'Tiny',
    file: 'tiny.yaml',
    target: 'the mock',
    operations: ['listNotes', 'getNote'],
    requests: 1,
    checks: 1,
    milliseconds: 1,
    findings: [],
    ledger: [],
    stopped: undefined,
    ...part,
  };
}

export function result(...specs: readonly Partial<SpecResult>[]): Result {
  return {
    format: 1,
    catalogue: CHECK_LIST,
    at: 0,
    milliseconds: 1,
    grade: 'documented',
    specs: specs.map((spec) => specResult(spec)),
  };
}
