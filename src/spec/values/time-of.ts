import { scale } from '../../text/hash.ts';
import type { Json } from '../json.ts';
import type { LocatedSchema } from '../located-schema.ts';
import { isOfType } from '../of-type.ts';
import { isTime, timeFormats } from '../value-words.ts';
import { LATER } from './formats.ts';
import type { ValueContext } from './make-value.ts';
import type { ValueType } from './parts.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/** A time in the form that the schema says, as numbers are none by themselves; undefined where it says none. */
export function timeOf(
  parts: readonly LocatedSchema[],
  types: readonly ValueType[],
  { seed, path }: Pick<ValueContext, 'seed' | 'path'>,
): Json | undefined {
  const schema = parts.map((one) => one.schema).find(isTime);
  const [format] = schema === undefined ? [] : timeFormats(schema);
  if (!format) return undefined;
  const year = LATER.test(path.at(-1) ?? '') ? 2025 : 2024;
  const time = JSON.parse(format.write(Date.UTC(year, 0) + scale(seed, YEAR_SECONDS) * 1000)) as Json;
  return types.some((type) => isOfType(time, type)) ? time : undefined;
}
