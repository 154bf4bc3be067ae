import type { Exchange } from '../http/exchange.ts';
import { type Grade, isAtLeast } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import type { Observation } from './observation.ts';

/** error: the contract is broken. warning: an observed statement is. info: an assumed one is, or nothing. */
export const LEVELS = ['error', 'warning', 'info'] as const;
export type Level = (typeof LEVELS)[number];

/** What a check found, once for each cause. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly grade: Grade;
  readonly vendor: string;
  readonly operation: string;
  readonly title: string;
  readonly expected: string;
  readonly actual: string;
  readonly pointer: string;
  /** The statement that is broken. */
  readonly source: {
    readonly file: string;
    readonly line: number | undefined;
    readonly pointer: string;
    readonly evidence: string;
  };
  /** How often it was observed. */
  readonly count: number;
  /** The first exchange that shows it. */
  readonly exchange: Exchange;
  /** More exchanges that show it, up to a limit; reports leave them out. */
  readonly further?: readonly Exchange[];
  /** The files of all recorded exchanges that show it; absent in a live run. */
  readonly files?: readonly string[];
  /** A command that repeats the request, credentials as $VARIABLES. */
  readonly curl: string;
  readonly entries: readonly string[];
  /** The identity of the finding that it may follow from; absent of what stands for itself. */
  readonly follows?: string;
}

const MOST_FURTHER = 50;

/**
 * The level of an observation when statements down to `asserted` are asserted; undefined: it is no finding. What is
 * only observed warns, and what is only assumed is shown as that.
 */
export function levelOf({ info, evidence }: Observation, asserted: Grade): Level | undefined {
  const isAsserted = isAtLeast(evidence.grade, asserted);
  if (info) return isAsserted ? 'info' : undefined;
  if (isAsserted) return 'error';
  return evidence.grade === 'observed' ? 'warning' : 'info';
}

/** A pointer with every index replaced by a star, so that the same fault in every row is one. */
export function generalPointer(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

/** A text that is the same for the same fault in another run and at another target, whatever the values. */
export function identityOf({ vendor, operation, check, title, pointer }: Finding): string {
  return [vendor, operation, check, title, generalPointer(pointer)].join('\n');
}

/** The ledger entries that a finding is about, `kind:name`: its check's own, and those that it names. */
export function entriesOf({ check, entries }: Finding): string[] {
  return [`check:${check}`, ...entries];
}

/** The findings of one operation's observations, one for each cause. */
export function toFindings(
  spec: Spec,
  operation: Operation,
  observations: readonly Observation[],
  asserted: Grade,
): Finding[] {
  const findings = createFindings(asserted);
  findings.add(spec, operation, observations);
  return findings.all();
}

/** Collects findings during a run: observations are added to them and not kept. */
interface Findings {
  add(spec: Spec, operation: Operation, observations: readonly Observation[]): void;
  all(): Finding[];
}

export function createFindings(asserted: Grade): Findings {
  const found = new Map<string, Finding>();
  const files = new Map<string, Set<string>>();

  return {
    add(spec, operation, observations) {
      for (const observation of observations) {
        const level = levelOf(observation, asserted);
        if (!level) continue;
        const { check, title, pointer = '', source, exchange } = observation;
        const key = [operation.id, check, title, generalPointer(pointer), source].join('\n');
        const known = found.get(key);
        const isStronger = known !== undefined && LEVELS.indexOf(level) < LEVELS.indexOf(known.level);
        const shown = known && !isStronger ? known : toFinding(spec, operation, observation, level);
        found.set(key, known ? counted(shown, known, observation) : shown);
        if (exchange.file === undefined) continue;
        const own = files.get(key) ?? new Set();
        files.set(key, own.add(exchange.file));
      }
    },
    all: () =>
      [...found].map(([key, finding]) => {
        const own = files.get(key);
        return own ? { ...finding, files: [...own] } : finding;
      }),
  };
}

function toFinding(
  spec: Spec,
  operation: Operation,
  { check, title, expected, actual, pointer = '', source, evidence, exchange, entries = [] }: Observation,
  level: Level,
): Finding {
  return {
    check,
    level,
    grade: evidence.grade,
    vendor: spec.name,
    operation: operation.id,
    title,
    expected,
    actual,
    pointer,
    source: {
      ...spec.at(source),
      evidence: evidence.reason === '' ? evidence.grade : `${evidence.grade}: ${evidence.reason}`,
    },
    count: 1,
    exchange,
    // It is written when the exchange has no secret any more.
    curl: '',
    entries,
  };
}

/** A finding with one more observation; of the two exchanges, the one with the graver level is shown. */
function counted(shown: Finding, known: Finding, { entries = [], exchange }: Observation): Finding {
  const other = shown === known ? exchange : known.exchange;
  const { further = [] } = known;
  const isNew = further.length < MOST_FURTHER && other !== shown.exchange && other !== further.at(-1);
  return {
    ...shown,
    count: known.count + 1,
    entries: [...new Set([...known.entries, ...entries])],
    ...(further.length > 0 && { further }),
    ...(isNew && { further: [...further, other] }),
  };
}
