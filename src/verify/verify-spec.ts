import type { Check } from '../contract/check.ts';
import { type CheckLog, explainStop } from '../contract/check-log.ts';
import { noteFinding } from '../contract/covered.ts';
import { findCauses } from '../contract/find-causes.ts';
import { createRowReader } from '../contract/relations/rows.ts';
import { isPage } from '../contract/relations/walk.ts';
import { FixtureError } from '../errors.ts';
import { createYield } from '../http/abort.ts';
import { specDigest } from '../record/spec-digest.ts';
import { createCurls } from '../result/curl.ts';
import { createFindings } from '../result/finding.ts';
import type { Ledger } from '../result/ledger.ts';
import { createFindingRedactor } from '../result/redact-findings.ts';
import type { SpecResult } from '../result/result.ts';
import type { Grade } from '../spec/grade.ts';
import type { Spec } from '../spec/spec.ts';
import { checkWalk } from './check-walk.ts';
import { explainUncovered } from './coverage.ts';
import type { Item } from './item.ts';
import { logRecording } from './log-recording.ts';
import { toNotes } from './notes.ts';
import { createRecordedLogs } from './recorded-logs.ts';
import { recordedOperation } from './recorded-operation.ts';
import { type Prepared, toUnits, type Unit } from './to-units.ts';
import { type RecordedPage, toPage, toWalks } from './to-walks.ts';
import { toVariables } from './variables.ts';

interface VerifySpecOptions {
  readonly spec: Spec;
  /** The document with a profile of it. */
  readonly withProfile: (profile: string) => Spec;
  /** Recordings of this vendor. */
  readonly items: readonly Item[];
  /** Where they are, for people. */
  readonly target: string;
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
  /** Told of a file that is no fixture. */
  readonly refuse: (error: FixtureError) => void;
  /** Called at each recording: its operation, and how many there were so far. */
  readonly progress?: (operation: string, count: number) => void;
  /** Ends it early: what was seen so far is the result. */
  readonly signal?: AbortSignal | undefined;
}

/** Holds recordings of one vendor against its document: each by itself, and the pages of a walk together. */
export async function verifySpec(options: VerifySpecOptions): Promise<SpecResult> {
  const { spec, items, asserted, signal } = options;
  const start = performance.now();
  const logs = createRecordedLogs(spec, options);
  const findings = createFindings(asserted);
  const settle = createSettle(findings);
  const yieldTurn = createYield();
  const missing: Parameters<typeof toNotes>[0]['missing'][number][] = [];
  let stopped: SpecResult['stopped'];
  for (const unit of toUnits(items.flatMap((item) => prepare(item, logs, options) ?? []))) {
    const operation = unit.all[0]?.log.operation.id ?? '';
    if (signal?.aborted) {
      stopped = { operation, why: 'interrupted', message: 'the run was interrupted' };
      break;
    }
    const pages: RecordedPage[] = [];
    for (const one of unit.all) {
      await yieldTurn();
      const page = lookAt(one, unit, options);
      settle(one.log);
      if (page) pages.push(page);
      options.progress?.(operation, logs.counts().requests);
    }
    missing.push(...checkWalks(unit, pages, settle));
  }
  const variables = toVariables(spec);
  // Recordings have no secrets, but what was written or imported by hand may have.
  const redactor = createFindingRedactor(spec, variables);
  const found = redactor.findings(findings.all(), createCurls(spec, variables));
  const { ledgers } = logs;
  for (const finding of found) {
    const ledger = ledgers.get(finding.operation);
    if (ledger) noteFinding(ledger, finding);
  }
  const operations = spec.operations.filter(({ id }) => ledgers.has(id));
  for (const operation of operations) {
    const ledger = ledgers.get(operation.id) as Ledger;
    if (stopped) explainStop({ ledger }, stopped.message);
    explainUncovered(spec, operation, ledger, options);
  }
  const digest = specDigest(spec);
  const outdated = items.filter(({ head: { source } }) => 'spec' in source && source.spec !== digest);
  const notes = toNotes({
    count: items.length,
    findings: found,
    outdated: outdated.map(({ file }) => file),
    missing,
  });
  return {
    vendor: spec.name,
    title: String((spec.document.info as { title?: unknown } | undefined)?.title ?? spec.name),
    file: spec.file,
    target: options.target,
    operations: operations.map(({ id }) => id),
    ...logs.counts(),
    milliseconds: performance.now() - start,
    findings: findCauses(spec, found),
    ledger: operations
      .flatMap(({ id }) => ledgers.get(id)?.entries() ?? [])
      .map((entry) => ({ ...entry, detail: entry.detail && redactor.text(entry.detail) })),
    ...(notes.length > 0 && { notes }),
    stopped,
  };
}

/** Finds the operation of a recording. undefined: it has none, and `refuse` was called. */
function prepare(
  { head, file, read }: Item,
  logs: ReturnType<typeof createRecordedLogs>,
  { spec, withProfile, refuse }: VerifySpecOptions,
): Prepared | undefined {
  const { source } = head;
  return orRefuse(refuse, () => {
    const isProfiled = source.kind === 'documentation' && source.profile !== undefined;
    const own = isProfiled ? withProfile(source.profile as string) : spec;
    const { operation, values } = recordedOperation(own, head, file);
    const at = Date.parse(source.kind === 'documentation' ? source.read : source.at);
    return { item: { head, file, read }, at, values, log: logs.of(own, operation) };
  });
}

/** Holds one answer against its operation; gives it back where it is a page of a recorded list. */
function lookAt(
  { item, values, log }: Prepared,
  { isList }: Unit,
  { refuse }: VerifySpecOptions,
): RecordedPage | undefined {
  const seen = orRefuse(refuse, () => logRecording(log, item.file, item.read(), values));
  return seen && isList && isPage(seen) ? toPage(log, seen, values) : undefined;
}

/** Holds the pages of one list against each other; answers with what is not there. */
function checkWalks(
  { all: [first] }: Unit,
  pages: readonly RecordedPage[],
  settle: (log: CheckLog) => void,
): Parameters<typeof toNotes>[0]['missing'][number][] {
  if (!first || pages.length === 0) return [];
  const { log } = first;
  const rows = createRowReader(log.spec, log.operation);
  const missing = toWalks(log, pages).flatMap((walk): Parameters<typeof toNotes>[0]['missing'][number][] => {
    const what = checkWalk(log, rows, walk, pages);
    const file = walk.pages[0]?.seen.exchange.file ?? '';
    return what === undefined ? [] : [{ file, what }];
  });
  settle(log);
  return missing;
}

/** Makes findings of what was seen at once: answers are not kept for them. */
function createSettle(findings: ReturnType<typeof createFindings>): (log: CheckLog) => void {
  return ({ spec, operation, observations }) => findings.add(spec, operation, observations.splice(0));
}

function orRefuse<T>(refuse: VerifySpecOptions['refuse'], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    refuse(error);
    return undefined;
  }
}
