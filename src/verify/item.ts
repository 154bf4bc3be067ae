import type { Fixture } from '../record/fixture.ts';
import type { FixtureHead } from '../record/parse-fixture.ts';

/** An exchange to be verified: what it asks is known, the rest is read when it is its turn. */
export interface Item {
  /** Its file; of one in a larger file with its place, `traffic.har#/log/entries/3`. */
  readonly file: string;
  readonly head: FixtureHead;
  /** Throws a FixtureError for what is no fixture. */
  read(): Fixture;
}
