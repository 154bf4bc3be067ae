export type { CheckOptions } from './check-contract.ts';
export { CHECK_NAMES, CHECKS } from './check-titles.ts';
export type { CheckContext, ResponseCheck, ResponseDeviation } from './contract/check.ts';
export type { CheckName } from './contract/checks.ts';
export type { CollectionRows, RowChanged, RowList, RowsChanged } from './control/collection-rows.ts';
export type { ExpectedCall, ExpectedCalls } from './control/expected-calls.ts';
export type { Fault } from './control/fault.ts';
export type { WhichEntries } from './control/journal-reader.ts';
export type { PlannedFault } from './control/plan.ts';
export type { ServedExchange } from './control/served-exchange.ts';
export type { ShownEntry } from './control/shown-entry.ts';
export type { Miss, Verification } from './control/verify-calls.ts';
export type { Recording } from './create-playback.ts';
export { FixtureError, RunError, SpecError, UsageError } from './errors.ts';
export type { Interception, InterceptOptions } from './http/intercept.ts';
export type { ConfigChoice, ConfigOptions } from './load-config.ts';
export type { CheckedExchange, MatchOptions } from './matcher/check-received.ts';
export type { AnyResponse, Received } from './matcher/received.ts';
export type { Mock, MockOptions } from './mock/mock.ts';
export type { ScopeHandle } from './mock/scope-handle.ts';
export {
  checkContract,
  checkExchange,
  createMock,
  createRecording,
  createReplay,
  loadConfig,
  loadWaivers,
  verifyFixtures,
} from './on-demand.ts';
export type { RecordOptions, ReplayOptions } from './playback-options.ts';
export type { Fixture } from './record/fixture.ts';
export type { Mode } from './record/playback/modes.ts';
export type { PlaybackEvent } from './record/playback/playback-event.ts';
export { REPORT_FORMATS, type ReportFormat, toReport } from './report/report.ts';
export type { ReportOptions } from './report/report-options.ts';
export type { Finding, Level } from './result/finding.ts';
export type { LedgerEntry, Reason, State } from './result/ledger.ts';
export type { ObservedResponse } from './result/observed-response.ts';
export type { Result, SpecResult } from './result/result.ts';
export { type Summary, summary } from './result/summary.ts';
export { exitCodeOf, type Verdict, type VerdictOptions } from './result/verdict.ts';
export { applyWaivers } from './result/waivers.ts';
export type { Replay } from './to-replay.ts';
export type { VerifyOptions } from './verify-fixtures.ts';
