import type { ObservedPage } from '../../../result/observed-response.ts';
import { toPointer } from '../../../spec/json-pointer.ts';
import type { FilterCase, FilterWorld } from './case.ts';

/** What all deviations of a case have in common. */
export function aboutCase(
  { client: { operation } }: FilterWorld,
  one: FilterCase,
  page: Pick<ObservedPage, 'exchange'>,
) {
  const [term] = one.terms;
  const filters = `${operation.pointer}/x-confab/filters`;
  const isPair = one.kind === 'together';
  return {
    title: '',
    expected: one.purpose,
    actual: '',
    pointer: toPointer(operation.list?.items.path ?? []),
    source: isPair ? filters : filters + toPointer([term?.filter.field ?? '']),
    evidence: one.evidence,
    exchange: page.exchange,
    entries: [
      ...one.terms.map(({ key }) => `parameter:${key}`),
      ...(one.listed === undefined || !term ? [] : [`enum:${term.key}=${String(one.listed)}`]),
    ],
  };
}
