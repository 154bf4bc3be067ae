import { UsageError } from '../errors.ts';
import { ageOf, EXPIRED, type Expiry } from '../record/playback/expiry.ts';
import { toChoice } from './options.ts';

/** Reads `--max-age 30d --expired warn`; without --max-age nothing expires. */
export function toExpiry(age: string | undefined, then: string | undefined): { readonly expiry?: Expiry } {
  if (age === undefined) {
    if (then !== undefined)
      throw new UsageError('--expired needs --max-age: it says what happens to recordings that are older');
    return {};
  }
  const maxAge = ageOf(age);
  if (maxAge === undefined)
    throw new UsageError(`--max-age ${age}: it must be a whole number with s, m, h or d, such as 30d`);
  return {
    expiry: {
      maxAge,
      action: toChoice('expired', then ?? 'warn', EXPIRED),
    },
  };
}
