import type { Exchange } from '../http/exchange.ts';
import type { Evidence } from '../spec/spec.ts';

/** Where an exchange differs from what the document says, before it is known how much that weighs. */
export interface Deviation {
  /** A sentence about the fault, the same for the same cause: observations are counted by it. No values in it that differ from request to request. */
  readonly title: string;
  /** What should have come, in words. */
  readonly expected: string;
  /** What came: the smallest excerpt that shows it. */
  readonly actual: string;
  /** JSON pointer into the response body; '' for all of it, and for what is not about the body. */
  readonly pointer?: string;
  /** JSON pointer to the statement of the document that is broken. */
  readonly source: string;
  readonly evidence: Evidence;
  readonly exchange: Exchange;
  /** Only worth knowing, whatever the evidence. */
  readonly info?: boolean;
  /** Ledger entries that fail by it, besides the check's own. */
  readonly entries?: readonly string[];
}

/** A deviation with the check that saw it. */
export interface Observation extends Deviation {
  readonly check: string;
}
