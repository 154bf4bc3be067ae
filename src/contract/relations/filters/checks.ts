import type { Check } from '../../check.ts';
import { hasFilters } from '../applies.ts';

export const FILTER_SOUND = {
  name: 'filter-sound',
  title: 'Every row that a filter gives matches it.',
  area: 'filter',
  needs: 'several-responses',
  offline: false,
  appliesTo: hasFilters,
} as const satisfies Check;

export const FILTER_COMPLETE = {
  name: 'filter-complete',
  title: 'Every row that matches a filter is given by it; the parts add up to the whole.',
  area: 'filter',
  needs: 'stable-list',
  offline: false,
  appliesTo: hasFilters,
} as const satisfies Check;

export const FILTER_BOUND = {
  name: 'filter-bound',
  title: 'The ends of a range belong to it, as declared.',
  area: 'filter',
  needs: 'stable-list',
  offline: false,
  appliesTo: hasFilters,
} as const satisfies Check;

export const FILTER_NOBODY = {
  name: 'filter-nobody',
  title: 'A filter that nothing matches gives an empty list, not everything.',
  area: 'filter',
  needs: 'several-responses',
  offline: false,
  appliesTo: hasFilters,
} as const satisfies Check;

export const FILTER_TOGETHER = {
  name: 'filter-together',
  title: 'Two filters together give what matches both.',
  area: 'filter',
  needs: 'stable-list',
  offline: false,
  appliesTo: hasFilters,
} as const satisfies Check;

export const FILTER_CHECKS = [
  FILTER_SOUND.name,
  FILTER_COMPLETE.name,
  FILTER_BOUND.name,
  FILTER_NOBODY.name,
  FILTER_TOGETHER.name,
];
