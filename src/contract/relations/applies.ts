import type { Operation, PagingWord } from '../../spec/spec.ts';

/** Which operations a check of relations applies to. */
type AppliesTo = (operation: Pick<Operation, 'list'>) => boolean;

export const isList: AppliesTo = ({ list }) => list?.shows === 'many';

export const isPagedList: AppliesTo = ({ list }) =>
  list?.shows === 'many' && (list.paging.reads.page.length > 0 || list.paging.reads.token.length > 0);

export const hasFilters: AppliesTo = ({ list }) => list?.shows === 'many' && list.filters.length > 0;

export const hasLinks: AppliesTo = ({ list }) => list?.shows === 'many' && list.success.links.length > 0;

/** Whether its pages show one of these words at all. */
export function shows(...words: readonly PagingWord[]): AppliesTo {
  return ({ list }) => words.some((word) => (list?.paging.shows[word].length ?? 0) > 0);
}
