import type { Json } from '../spec/json.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Fault, kindOf } from './fault.ts';
import { isMeant } from './is-meant.ts';

/** Faults that requests get, in order: the first that fits is the one. */
export interface Plan {
  /** There is none, so nobody has to ask. */
  readonly isIdle: boolean;
  /** Some let the vendor break its contract. */
  readonly hasDrift: boolean;
  /** In place of those before; they were checked. */
  set(faults: readonly Fault[]): void;
  report(): PlannedFault[];
  /** Counts a call, and says what it gets. */
  next(call: FaultCall): FiredFault | undefined;
  /** As at the beginning. */
  reset(): void;
}

/** A request, as far as a plan asks. */
export interface FaultCall {
  readonly spec: Spec;
  readonly operation: Operation;
  /** The value of a field, by its key or its label. */
  read(field: string): Json | undefined;
  /** Whether the operation has what a fault asks for. */
  has(fault: Fault): boolean;
}

/** A fault of a plan, and what became of it. */
export type PlannedFault = Fault & {
  /** How many calls got it. */
  readonly fired: number;
  /** It was for so many calls, and they have come. */
  readonly usedUp: boolean;
};

export interface FiredFault {
  /** undefined: it only takes longer. */
  readonly fault: Fault | undefined;
  /** Seconds to wait before. */
  readonly wait: number;
  /** Of a rate limit: in how many whole seconds the next call is answered. */
  readonly retryAfter?: number;
  /** A memory of this planned fault and this operation, from call to call. */
  readonly memory: Map<unknown, unknown>;
}

interface Planned {
  readonly fault: Fault;
  seen: number;
  fired: number;
  /** Of a rate limit: when its window began, in epoch milliseconds, and how many calls it had. */
  window: { start: number; calls: number } | undefined;
  readonly memory: Map<unknown, unknown>;
}

/** `start`: the faults that the server was started with. */
export function createPlan(start: readonly Fault[], clock: () => number): Plan {
  let planned = start.map(toPlanned);

  function fires(one: Planned, call: FaultCall): number | undefined {
    const { fault } = one;
    if (!fits(fault, call)) return undefined;
    one.seen += 1;
    if (one.seen <= (fault.after ?? 0)) return undefined;
    if (one.fired >= (fault.times ?? Number.POSITIVE_INFINITY)) return undefined;
    const left = fault.fault === 'rate-limit' ? leftOf(one) : 0;
    return left;
  }

  /** The seconds until the window ends, once it has had its calls. */
  function leftOf(one: Planned): number | undefined {
    const { limit = 1, window = 60 } = one.fault;
    const now = clock();
    if (!one.window || now >= one.window.start + window * 1000) one.window = { start: now, calls: 0 };
    one.window.calls += 1;
    if (one.window.calls <= limit) return undefined;
    return Math.max(1, Math.ceil((one.window.start + window * 1000 - now) / 1000));
  }

  return {
    get isIdle() {
      return planned.length === 0;
    },
    get hasDrift() {
      return planned.some(({ fault }) => fault.drift !== undefined);
    },
    set(faults) {
      planned = faults.map(toPlanned);
    },
    report: () =>
      planned.map(({ fault, fired }) => ({
        ...fault,
        fired,
        usedUp: fired >= (fault.times ?? Number.POSITIVE_INFINITY),
      })),
    next(call) {
      let wait = 0;
      let found: { readonly one: Planned; readonly retryAfter: number } | undefined;
      for (const one of planned) {
        const isLatency = kindOf(one.fault) === undefined;
        // Every fault counts the calls that it is about, also those that another one answers.
        const retryAfter = found && !isLatency ? countOnly(one, call) : fires(one, call);
        if (retryAfter === undefined) continue;
        one.fired += 1;
        if (isLatency) wait += one.fault.wait ?? 0;
        else found = { one, retryAfter };
      }
      if (!found && wait === 0) return undefined;
      const { fault, memory } = found?.one ?? { fault: undefined, memory: new Map() };
      const own = fault && !HOLDS.has(fault.fault ?? '') ? (fault.wait ?? 0) : 0;
      return {
        fault,
        wait: wait + own,
        memory,
        ...(fault?.fault === 'rate-limit' && { retryAfter: found?.retryAfter ?? 1 }),
      };
    },
    reset() {
      planned = start.map(toPlanned);
    },
  };
}

/** These wait after they began to answer, or instead of it. */
export const HOLDS: ReadonlySet<string> = new Set(['stall', 'slow-body']);

function countOnly(one: Planned, call: FaultCall): undefined {
  if (fits(one.fault, call)) one.seen += 1;
}

function fits(fault: Fault, call: FaultCall): boolean {
  if (fault.operation !== undefined && !isMeant(fault.operation, call.spec, call.operation)) return false;
  if (!call.has(fault)) return false;
  return Object.entries(fault.when ?? {}).every(([field, wanted]) => isSame(call.read(field), wanted));
}

/** A text of a number is the number: a query has no types, and what is given on a command line neither. */
function isSame(value: Json | undefined, wanted: Json): boolean {
  if (value === undefined) return false;
  if (typeof value === 'object' || typeof wanted === 'object')
    return JSON.stringify(value) === JSON.stringify(wanted);
  return String(value) === String(wanted);
}

function toPlanned(fault: Fault): Planned {
  return { fault, seen: 0, fired: 0, window: undefined, memory: new Map() };
}
