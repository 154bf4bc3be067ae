// A project with TypeScript: every entry of the package that it may import, with its types.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyWaivers,
  CHECK_NAMES,
  type CheckName,
  checkContract,
  createMock,
  createRecording,
  createReplay,
  type Finding,
  loadWaivers,
  type Mock,
  type MockOptions,
  REPORT_FORMATS,
  type ResponseCheck,
  type Result,
  toReport,
  UsageError,
  verifyFixtures,
} from 'confabulate';

const options: MockOptions = { vendors: ['gptbots'], seed: 2, rows: 5 };
const mock: Mock = await createMock(options);
const { url } = await mock.listen();
const page =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const headers = { authorization: 'Bearer app-any' };

const out = mkdtempSync(join(tmpdir(), 'confabulate-'));
const recording = await createRecording({
  vendors: ['gptbots'],
  url: `${url}/gptbots`,
  out,
  timeout: 3_600_000,
  env: {},
});
const recorded = await recording.fetch(new Request(recording.url('gptbots') + page, { headers }));
assert.equal(recorded.status, 200);
await recording.close();
await mock.close();

const replay = await createReplay({ vendors: ['gptbots'], fixtures: [out], env: {} });
const played = await replay.fetch(new Request(replay.url('gptbots') + page, { headers }));
assert.equal(((await played.json()) as { total: number }).total, 5);
assert.deepEqual(replay.unused(), []);

const result: Result = await verifyFixtures({ fixtures: [out], env: {} });
const findings: readonly Finding[] = result.specs.flatMap((spec) => spec.findings);
const names: readonly CheckName[] = CHECK_NAMES;
assert.deepEqual([findings, names.includes('schema')], [[], true]);
for (const format of REPORT_FORMATS)
  assert.notEqual(toReport(format, applyWaivers(result, [], '2026-01-01')), '');

const noStackTrace: ResponseCheck = {
  name: 'no-stack-trace',
  title: 'No answer shows a stack trace.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  check: ({ reading }) =>
    reading.text.includes('    at ') ? [{ title: 'a stack trace', expected: 'none', actual: 'one' }] : [],
};
const own = await checkContract({ vendors: ['gptbots'], checks: [noStackTrace], only: ['no-stack-trace'] });
assert.deepEqual(own.specs[0]?.findings, []);

await assert.rejects(loadWaivers('nowhere.yaml'));
await assert.rejects(createMock({ vendors: ['nobody'] }), UsageError);
