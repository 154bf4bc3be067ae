import { expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { loadResult, parseResult } from '../../src/report/parse-result.ts';
import { toReport } from '../../src/report/report.ts';
import { file } from '../_tiny.ts';
import { finding, result } from './_result.ts';

const RESULT = result([{ findings: [finding()] }]);

/** A JSON report with a change. */
function report(change: (report: any) => void = () => {}): string {
  const value = JSON.parse(toReport('json', RESULT));
  change(value);
  return JSON.stringify(value);
}

test('what was written is read', async () => {
  const read = await loadResult(await file('result.json', report()));
  expect(read).toMatchObject({ format: 1, at: RESULT.at, grade: 'documented' });
  expect(read.specs[0]?.findings[0]?.curl).toBe(RESULT.specs[0]?.findings[0]?.curl);
  expect(Buffer.from(read.specs[0]?.findings[0]?.exchange.response?.body ?? []).toString()).toBe(
    '{"notes":[{"id":"1"}],"more":true}',
  );
});

test('fields that a later version added are no fault', () => {
  const later = report((value) => {
    value.trend = [];
    value.specs[0].findings[0].severity = 3;
    delete value.waivers;
  });
  expect(parseResult(later, 'result.json').specs[0]?.findings).toHaveLength(1);
});

test('a check that this version does not have is read', () => {
  const added = report((value) => {
    value.specs[0].findings[0].check = 'constructor';
  });
  const read = parseResult(added, 'result.json');
  expect(read.specs[0]?.findings[0]?.check).toBe('constructor');
});

test.each<[name: string, text: string, message: string]>([
  [
    'nothing',
    ' \n',
    'result.json: this file is empty; --compare takes the file of an earlier --report json=file',
  ],
  ['HTML', toReport('html', RESULT), 'this is XML or HTML, not JSON'],
  ['JUnit', toReport('junit', RESULT), 'this is XML or HTML, not JSON'],
  ['SARIF', toReport('sarif', RESULT), 'this is a SARIF report'],
  ['text', toReport('text', RESULT), 'this is not JSON'],
  ['half a result', report().slice(0, -10), 'this is not JSON'],
  ['a list', '[]', 'this is JSON, but no result'],
  ['null', 'null', 'this is JSON, but no result'],
  ['another object', '{"name":"x"}', 'this is JSON, but no result: it has no format'],
  ['an OpenAPI document', '{"openapi":"3.1.0"}', 'this is an OpenAPI document'],
  [
    'a newer format',
    report((value) => {
      value.format = 2;
    }),
    'its format is 2, and this version reads 1: a newer confabulate wrote it',
  ],
  [
    'another format',
    report((value) => {
      value.format = '1';
    }),
    'its format is "1", and this version reads 1;',
  ],
  [
    'no vendors',
    report((value) => {
      delete value.specs;
    }),
    'result.json: specs is missing; so this is no result that confab check wrote\n  at /specs',
  ],
  [
    'vendors that are none',
    report((value) => {
      value.specs = [7];
    }),
    'specs/0 must be object, and is 7; so this is no result that confab check wrote\n  at /specs/0',
  ],
  [
    'a grade of Object',
    report((value) => {
      value.grade = 'toString';
    }),
    'grade must be one of documented, observed, assumed, and is "toString"',
  ],
  [
    'no time',
    report((value) => {
      value.at = 1e20;
    }),
    'at must be <= 8640000000000000, and is 100000000000000000000',
  ],
  [
    'a check whose name cannot be one',
    report((value) => {
      value.specs[0].findings[0].check = 'Has More';
    }),
    'check must match pattern "^[a-z][a-z0-9-]*$", and is "Has More"; so this is no result that confab check wrote\n  at /specs/0/findings/0/check',
  ],
  [
    'an entry in no state',
    report((value) => {
      value.specs[0].ledger[1].state = 'fine';
    }),
    'state must be one of checked, failed, inconclusive, not-asserted, skipped, waived, known, and is "fine"',
  ],
  [
    'a header that is none',
    report((value) => {
      value.specs[0].findings[0].exchange.request.headers = [['a']];
    }),
    'headers/0 must NOT have fewer than 2 items, and is a list',
  ],
  [
    'operations with numbers',
    report((value) => {
      value.specs[0].operations = [1];
    }),
    'operations/0 must be string, and is 1',
  ],
  [
    'a vendor twice',
    report((value) => {
      value.specs.push({ ...value.specs[0], target: 'https://b.example' });
    }),
    'this report is about two targets of tiny, https://tiny.example and https://b.example; give the report of one',
  ],
])('%s', (_, text, message) => {
  expect(() => parseResult(text, 'result.json')).toThrow(SpecError);
  expect(() => parseResult(text, 'result.json')).toThrow(message);
});

test('no file, and a folder', async () => {
  await expect(loadResult('/nowhere/result.json')).rejects.toThrow(
    '/nowhere/result.json: there is no such file',
  );
  await expect(loadResult('/')).rejects.toThrow('this is a folder, not a file');
});
