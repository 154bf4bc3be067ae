import { causesOf, namedFailure } from '../http/failure-match.ts';
import type { Finding } from '../result/finding.ts';
import type { Ledger } from '../result/ledger.ts';
import type { ObservedResponse } from '../result/observed-response.ts';
import type { Cause } from '../spec/causes.ts';
import type { Field } from '../spec/field.ts';
import type { Json } from '../spec/json.ts';
import { type RequestValues, valueIn } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { traceOf } from './answer/trace-of.ts';
import { isRead } from './is-read.ts';

/** A service that ignores it altogether would not be found out. */
const UNREAD = 'it was accepted, and the document does not say what it changes';

/** Notes what an answer proves was reached; `meant`: the causes that its request should bring about. */
export function noteCovered(
  spec: Spec,
  ledger: Ledger,
  operation: Operation,
  values: RequestValues,
  seen: ObservedResponse,
  meant?: readonly Cause[],
): void {
  const { status, response, kind, reading } = seen;
  if (response) ledger.checked(`status:${response.status}`);
  if (response)
    for (const pointer of traceOf(spec, seen)?.properties ?? []) {
      const entry = `property:${response.status}${pointer}`;
      // Names that fit a pattern only, and what lies very deep, are not counted.
      if (ledger.has(entry)) ledger.checked(entry);
    }
  if (kind === 'failure') {
    // Most documents have one answer for several causes: it counts for the one that was meant.
    const own = meant?.flatMap((one) => [one, namedFailure(operation, one)?.cause]);
    for (const cause of causesOf(operation, status, reading))
      if (!own || own.includes(cause)) ledger.checked(`cause:${cause}`);
  }
  if (kind !== 'success') return;
  for (const field of operation.fields) {
    const value = valueIn(values, field);
    if (value === undefined) continue;
    if (isRead(spec, operation, field)) ledger.checked(`parameter:${field.key}`);
    else ledger.notAsserted(`parameter:${field.key}`, 'assumed', UNREAD);
    if (isListed(field, value)) ledger.checked(`enum:${field.key}=${String(value)}`);
  }
}

/** Notes what a finding is about: as failed, or as what would not have failed at this grade. */
export function noteFinding(
  ledger: Ledger,
  finding: Pick<Finding, 'check' | 'entries' | 'level' | 'grade'>,
): void {
  const { level, grade } = finding;
  if (level !== 'info') noteFailed(ledger, finding);
  // An unknown field breaks nothing, however well it is known.
  else if (grade !== 'documented')
    for (const entry of finding.entries) if (ledger.has(entry)) ledger.notAsserted(entry, grade);
}

function noteFailed(ledger: Ledger, { check, entries }: Pick<Finding, 'check' | 'entries'>): void {
  ledger.failed(`check:${check}`);
  for (const entry of entries) {
    // An answer may be wrong in what the document does not declare: that is no part of the contract.
    if (ledger.has(entry) || !/^(property|cause):/.test(entry)) ledger.failed(entry);
  }
}

/** Whether a value is one of those that the document lists. */
export function isListed({ schema }: Field, value: Json): boolean {
  return Array.isArray(schema.enum) && schema.enum.some((one) => String(one) === String(value));
}
