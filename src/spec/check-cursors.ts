import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';
import type { SpecWarning } from './spec-warning.ts';
import { idTemplateOf, isRowTime } from './value-words.ts';

/** Tells each list that goes on behind the value of a field which generated rows may have in common. */
export function checkCursors({ operations, collections, schemas }: Spec, source: Lines): SpecWarning[] {
  return operations.flatMap(({ id, list, pointer }) => {
    if (!list || typeof list.paging.cursor !== 'object') return [];
    const { field } = list.paging.cursor;
    const schema = schemas.properties(collections.get(list.collection)).get(field);
    if (idTemplateOf(schema) !== undefined || isRowTime(schema)) return [];
    return [
      {
        message: `${id} goes on behind the ${field} of a row, and several generated rows may have the same: mark ${field} as their id`,
        place: source.at(`${pointer}/x-confab/paging/cursor`),
      },
    ];
  });
}
