import { SpecError } from '../errors.ts';
import { toPointer } from './json-pointer.ts';
import { MOST_LEVELS, TOO_DEEP } from './most-levels.ts';
import type { Source } from './source.ts';

const MOST_VALUES = 5_000_000;

const SCALAR: Size = { values: 1, levels: 0 };

interface Size {
  readonly values: number;
  readonly levels: number;
}

/**
 * Holds a document, parts of which may be one and the same object, against what whoever walks it can bear. Throws a
 * SpecError for one that contains itself, nests too deeply, or has too many values when each is counted where it stands.
 */
export function checkSize(document: object, source: Source): void {
  const known = new Map<object, Size | 'open'>();

  function sizeOf(value: unknown, at: At | undefined, level: number): Size {
    if (typeof value !== 'object' || value === null) return SCALAR;
    const fail = (problem: string) => new SpecError(problem, source.at(pointerOf(at)));
    const before = known.get(value);
    if (before === 'open') throw fail('references make this contain itself');
    if (before) return before;
    if (level >= MOST_LEVELS) throw fail(TOO_DEEP);
    known.set(value, 'open');
    let [values, levels] = [1, 1];
    for (const key of Object.keys(value)) {
      const child = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof child !== 'object' || child === null) {
        values += 1;
        continue;
      }
      const size = sizeOf(child, { key, above: at }, level + 1);
      values += size.values;
      levels = Math.max(levels, size.levels + 1);
      if (levels > MOST_LEVELS) throw fail(TOO_DEEP);
      if (values > MOST_VALUES)
        throw fail(`references make more than ${MOST_VALUES} values of this document`);
    }
    const size = { values, levels };
    known.set(value, size);
    return size;
  }

  sizeOf(document, undefined, 0);
}

/** Where a value stands: only what is wrong needs a pointer. */
interface At {
  readonly key: string;
  readonly above: At | undefined;
}

function pointerOf(at: At | undefined): string {
  const path: string[] = [];
  for (let one = at; one; one = one.above) path.push(one.key);
  return toPointer(path.reverse());
}
