import type { Exchange } from '../http/exchange.ts';
import type { Evidence } from '../spec/spec.ts';

/** Where an exchange differs from what the document says, before it has a level. */
export interface Deviation {
  /** A sentence about the fault. Observations are grouped by it, so it has no values that differ from request to request. */
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
  /** Never more than a note, whatever the evidence. */
  readonly info?: boolean;
  /** Ledger entries that fail because of it, besides that of the check. */
  readonly entries?: readonly string[];
}

/** What one check saw wrong in one exchange. */
export interface Observation extends Deviation {
  readonly check: string;
}
