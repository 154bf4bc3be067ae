import { CHECK_LIST } from '../../src/contract/checks.ts';

export const PAGING_CHECKS = CHECK_LIST.filter(({ area }) => area === 'paging').map(({ name }) => name);

/** The checks that one response is enough for. */
export const RESPONSE_CHECKS = CHECK_LIST.filter((check) => 'check' in check).map(({ name }) => name);
