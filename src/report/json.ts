import { bodyText, type Exchange } from '../http/exchange.ts';
import type { Comparison } from '../result/compare.ts';
import type { Finding } from '../result/finding.ts';
import type { LedgerEntry } from '../result/ledger.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { type SpecSummary, summary } from '../result/summary.ts';
import { exitCodeOf } from '../result/verdict.ts';
import { waiverSentence } from '../result/waivers.ts';
import type { ReportOptions } from './report-options.ts';
import { shownBody, shownHeaders, shownUrl } from './shown-exchange.ts';

/** The most bytes of a body: enough to see the fault, and a report stays small enough for a build's artifacts. */
const MOST_BODY = 262_144;

/** For programs: everything that the result holds, as `RESULT_SCHEMA` describes it. */
export function toJson(result: Result, options: ReportOptions = {}): string {
  return `${JSON.stringify(toJsonReport(result, options), undefined, 2)}\n`;
}

/** What a JSON report holds; what is undefined is not written. */
export type JsonReport = ReturnType<typeof toJsonReport>;

function toJsonReport(result: Result, options: ReportOptions) {
  const { verdict, sentence, counts, specs } = summary(result);
  return {
    format: result.format,
    at: result.at,
    time: new Date(result.at).toISOString(),
    milliseconds: result.milliseconds,
    grade: result.grade,
    verdict,
    sentence,
    exitCode: exitCodeOf(result, options),
    counts,
    catalogue: result.catalogue,
    specs: result.specs.map((spec, index) => toSpec(spec, specs[index] as SpecSummary)),
    baseline: result.baseline,
    waivers: (result.waivers ?? []).map((use) => ({
      ...use.waiver,
      state: use.state,
      count: use.count,
      sentence: waiverSentence(use),
    })),
    comparison: options.comparison && toComparison(options.comparison),
  };
}

/** What differs, and what was checked on one side only; what is the same is in `specs`. */
function toComparison({ sides, vendors }: Comparison) {
  return {
    left: sides[0],
    right: sides[1],
    vendors: vendors.map(({ vendor, operations }) => ({
      vendor,
      operations: operations.map(({ operation, entries, findings }) => ({
        operation,
        same: entries.filter(({ outcome }) => outcome === 'same').length,
        entries: entries
          .filter(({ outcome }) => outcome !== 'same' && outcome !== 'neither')
          .map(({ kind, name, outcome, sides: [left, right] }) => ({
            ...{ kind, name, outcome },
            left: left?.state,
            right: right?.state,
          })),
        findings: findings.map(({ sides: [left, right], isCompared }) => {
          const { check, title, pointer } = (left ?? right) as Finding;
          return { check, title, pointer, left: left?.level, right: right?.level, told: isCompared };
        }),
      })),
    })),
  };
}

function toSpec(spec: SpecResult, { verdict, sentence, counts }: SpecSummary) {
  return {
    vendor: spec.vendor,
    title: spec.title,
    file: spec.file,
    target: spec.target,
    operations: spec.operations,
    verdict,
    sentence,
    requests: spec.requests,
    ...(spec.retries !== undefined && { retries: spec.retries }),
    checks: spec.checks,
    milliseconds: spec.milliseconds,
    counts,
    stopped: spec.stopped,
    findings: spec.findings.map(toFinding),
    ...(spec.known && { known: spec.known.map(toFinding) }),
    ...(spec.gone && { gone: spec.gone }),
    waived: (spec.waived ?? []).map(({ finding, reason, expires }) => ({
      reason,
      expires,
      finding: toFinding(finding),
    })),
    ledger: spec.ledger.map(toEntry),
    ...(spec.notes && { notes: spec.notes }),
  };
}

function toFinding(finding: Finding) {
  const { check, level, grade, vendor, operation, title, expected, actual, pointer } = finding;
  const { source, count, entries, files, follows, curl, exchange } = finding;
  return {
    ...{ check, level, grade, vendor, operation, title, expected, actual, pointer, source, count, entries },
    ...(files && { files }),
    ...(follows !== undefined && { follows }),
    curl,
    exchange: toExchange(exchange),
  };
}

function toEntry({ vendor, operation, kind, name, state, grade, reason, detail }: LedgerEntry) {
  return { vendor, operation, kind, name, state, grade, reason, detail };
}

function toExchange({ origin, request, response, noAnswer, milliseconds, at }: Exchange) {
  return {
    origin,
    request: {
      method: request.method,
      url: shownUrl(request.url),
      headers: shownHeaders(request.headers),
      body: request.body === undefined ? undefined : bodyText(request.body),
    },
    response: response && {
      status: response.status,
      headers: shownHeaders(response.headers),
      ...shownBody(response.body, MOST_BODY),
      complete: response.complete,
    },
    ...(noAnswer && { noAnswer }),
    milliseconds,
    at,
  };
}
