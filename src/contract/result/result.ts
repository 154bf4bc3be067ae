import type { Grade } from '../../spec/spec.ts';
import type { SpecResult } from '../run.ts';
import type { WaiverUse } from './waivers.ts';

/** What a whole run gave, for reporters. */
export interface Result {
  /** The format's number; it grows when a reader must change. */
  readonly format: 1;
  /** When the run began, in epoch milliseconds. */
  readonly at: number;
  readonly milliseconds: number;
  /** Statements down to this grade failed. */
  readonly grade: Grade;
  readonly specs: readonly SpecResult[];
  /** What became of each waiver that was given. */
  readonly waivers?: readonly WaiverUse[];
}
