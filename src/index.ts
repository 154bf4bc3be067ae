export { type CheckOptions, checkContract } from './check-contract.ts';
export { CHECK_NAMES, CHECKS, type CheckName } from './contract/checks.ts';
export { REPORT_FORMATS, type ReportFormat, type ReportOptions, toReport } from './contract/report/report.ts';
export type { Finding, Level } from './contract/result/finding.ts';
export type { Entry, Reason, State } from './contract/result/ledger.ts';
export type { Result } from './contract/result/result.ts';
export {
  exitCodeOf,
  type Summary,
  summary,
  type Verdict,
  type VerdictOptions,
} from './contract/result/verdict.ts';
export { loadWaivers } from './contract/result/waiver-file.ts';
export { applyWaivers } from './contract/result/waivers.ts';
export type { SpecResult } from './contract/run.ts';
export {
  createRecording,
  createReplay,
  type Recording,
  type RecordOptions,
  type Replay,
  type ReplayOptions,
} from './create-playback.ts';
export { FixtureError, RunError, SpecError, UsageError } from './errors.ts';
export type { Fixture } from './fixtures/fixture.ts';
export type { Mode } from './fixtures/playback/modes.ts';
export type { Told } from './fixtures/playback/playback.ts';
export { createMock, type Mock, type MockOptions } from './mock/create-mock.ts';
export { type VerifyOptions, verifyFixtures } from './verify-fixtures.ts';
