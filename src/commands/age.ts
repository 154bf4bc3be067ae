import { UsageError } from '../errors.ts';
import { EXPIRED, type Expiry } from '../record/playback/expiry.ts';
import { toChoice } from './options.ts';

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `--max-age 30d --expired warn`; without --max-age nothing expires. */
export function toExpiry(age: string | undefined, then: string | undefined): { readonly expiry?: Expiry } {
  if (age === undefined) {
    if (then !== undefined)
      throw new UsageError('--expired needs --max-age: it says what happens to recordings that are older');
    return {};
  }
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(age) ?? [];
  if (count === undefined || unit === undefined)
    throw new UsageError(`--max-age ${age}: it must be a whole number with s, m, h or d, such as 30d`);
  return {
    expiry: {
      maxAge: Number(count) * UNITS[unit as keyof typeof UNITS],
      action: toChoice('expired', then ?? 'warn', EXPIRED),
    },
  };
}
