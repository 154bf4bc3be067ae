import type { Json } from '../spec/json.ts';

/** What can go wrong on the way of an answer that is right. */
export const TRANSPORT_FAULTS = [
  'stall',
  'slow-body',
  'reset',
  'reset-within',
  'reset-after',
  'truncated',
  'wrong-content-type',
  'gateway-html',
  'redirect',
  'rate-limit',
] as const;

export type TransportFault = (typeof TRANSPORT_FAULTS)[number];

/** What a fault can be: one of these, or only a wait. */
export const FAULT_KINDS = ['cause', 'example', 'code', 'fault', 'drift'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** An answer that is otherwise than it would be. The same in plans, in `Prefer`, at the start and in a configuration. */
export interface Fault {
  /** `vendor`, `vendor.operationId` or `operationId`; every operation when not given. */
  readonly operation?: string;
  /** The answer that the vendor gives for this cause. */
  readonly cause?: string;
  /** The answer that has an example of this name. */
  readonly example?: string;
  /** The answer with this HTTP status. */
  readonly code?: number;
  /** The right answer, and what becomes of it on its way. */
  readonly fault?: TransportFault;
  /** The right answer, changed as if the vendor broke its contract: `field-renamed`, `field-renamed/user_id`. */
  readonly drift?: string;
  /** For how many calls; for all when not given. */
  readonly times?: number;
  /** After how many calls. */
  readonly after?: number;
  /** Only where the request's fields have these values. */
  readonly when?: Readonly<Record<string, Json>>;
  /** Seconds before the answer; for `stall` and `slow-body`, how long it is held up. */
  readonly wait?: number;
  /** Of `rate-limit`: so many calls in a window are answered. */
  readonly limit?: number;
  /** Of `rate-limit`: its length in seconds. Default 60. */
  readonly window?: number;
}

export function kindOf(fault: Fault): FaultKind | undefined {
  return FAULT_KINDS.find((kind) => fault[kind] !== undefined);
}

/** `cause=rate-limited`, as `x-confab-fault` and `Preference-Applied` have it. */
export function labelOfFault(fault: Fault): string {
  const kind = kindOf(fault);
  return kind === undefined ? `wait=${fault.wait}` : `${kind}=${fault[kind]}`;
}
