import type { MockParts } from './mock/mock.ts';

/** What a mock uses and does not know itself; each is loaded when it is used. */
export const MOCK_PARTS: MockParts = {
  // A mock is held against every statement, as in `checkContract`.
  examine: async (specs) => (await import('./examine-served.ts')).createExamine(specs, 'assumed'),
  drifts: async () => (await import('./load-drifts.ts')).loadDrifts(),
};
