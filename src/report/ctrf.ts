import type { Result } from '../result/result.ts';
import { summary } from '../result/summary.ts';
import { exitCodeOf } from '../result/verdict.ts';
import { visible } from '../text/visible.ts';
import { type Case, toSuites } from './cases.ts';
import type { ReportOptions } from './report-options.ts';

/** The version of the format that is written: https://ctrf.io/docs/specification/overview */
const CTRF_VERSION = '0.0.0';

const STATUSES: Readonly<Record<Case['outcome'], 'passed' | 'failed' | 'skipped'>> = {
  passed: 'passed',
  failure: 'failed',
  error: 'failed',
  skipped: 'skipped',
};

/** For dashboards and chat: the Common Test Report Format, a test for each entry of the ledger. */
export function toCtrf(result: Result, options: ReportOptions = {}): string {
  const tests = toSuites(result, options).flatMap(({ spec, operation, cases }) =>
    cases.map((one) => toTest(one, [spec.vendor, operation], spec.target)),
  );
  const count = (wanted: string) => tests.filter(({ status }) => status === wanted).length;
  const { verdict, sentence, counts } = summary(result);
  const [start, stop] = [Math.round(result.at), Math.round(result.at + result.milliseconds)];
  const report = {
    reportFormat: 'CTRF',
    specVersion: CTRF_VERSION,
    timestamp: new Date(stop).toISOString(),
    generatedBy: 'confab',
    results: {
      tool: { name: 'confab', ...(options.version !== undefined && { version: options.version }) },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        pending: 0,
        skipped: count('skipped'),
        other: 0,
        start,
        stop,
        duration: stop - start,
      },
      tests,
      ...(options.link !== undefined && { environment: { buildUrl: options.link } }),
      extra: { verdict, sentence: visible(sentence), exitCode: exitCodeOf(result, options), counts },
    },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** A request serves many tests, so none of them has a time of its own. */
function toTest({ name, outcome, message, text }: Case, suite: readonly string[], target: string) {
  return {
    name: visible(name) || '(no name)',
    status: STATUSES[outcome],
    duration: 0,
    suite: suite.map(visible),
    ...(message !== undefined && { message: visible(message) }),
    ...(text !== undefined && { trace: visible(text) }),
    ...(outcome === 'error' && { rawStatus: 'error' }),
    parameters: { target: visible(target) },
  };
}
