import { describe, expect, test } from 'vitest';
import { toReport } from '../../src/report/report.ts';
import { ctrfViolations, junitViolations, sarifViolations } from './_official.ts';
import { finding, result } from './_result.ts';

// That every report fits is in reports.test.ts; here is that the schemas would not let everything pass.
describe('the official schemas refuse', () => {
  const given = result([{ findings: [finding()] }]);
  const junit = toReport('junit', given);
  test.each<[string, string]>([
    ['an attribute that there is not', junit.replace('<testsuite name', '<testsuite color="red" name')],
    ['a suite without its name', junit.replace(/<testsuite name="[^"]*"/, '<testsuite')],
    ['an element that there is not', junit.replace('<testcase', '<testcake')],
    ['a failure behind the output', junit.replace('<failure', '<system-out/><failure')],
  ])('JUnit with %s', async (_, xml) => {
    expect(xml).not.toBe(junit);
    expect(await junitViolations([xml])).not.toEqual([]);
  });

  test('JUnit not as it is written', async () => {
    expect(await junitViolations([junit])).toEqual([]);
  });

  test.each<[string, (log: any) => void]>([
    ['a level that there is not', (log) => (log.runs[0].results[0].level = 'bad')],
    ['a word that there is not', (log) => (log.runs[0].colour = 'red')],
    ['a message without a text', (log) => (log.runs[0].results[0].message = {})],
    [
      'a region without a line',
      (log) => (log.runs[0].results[0].locations[0].physicalLocation.region = { charLength: 1 }),
    ],
  ])('SARIF with %s', (_, change) => {
    const log = JSON.parse(toReport('sarif', given));
    expect(sarifViolations(log)).toEqual([]);
    change(log);
    expect(sarifViolations(log)).not.toEqual([]);
  });

  test.each<[string, (report: any) => void]>([
    ['a status that there is not', (report) => (report.results.tests[0].status = 'failure')],
    ['a word that there is not', (report) => (report.results.tests[0].outcome = 'red')],
    ['a summary without its start', (report) => delete report.results.summary.start],
    ['half a millisecond', (report) => (report.results.summary.stop += 0.5)],
  ])('CTRF with %s', (_, change) => {
    const report = JSON.parse(toReport('ctrf', given));
    expect(ctrfViolations(report)).toEqual([]);
    change(report);
    expect(ctrfViolations(report)).not.toEqual([]);
  });
});
