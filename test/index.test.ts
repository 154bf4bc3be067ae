import { expect, test } from 'vitest';
import * as index from '../src/index.ts';

test('the package exports these names, and no others', () => {
  expect(Object.keys(index).sort()).toEqual([
    'CHECKS',
    'CHECK_NAMES',
    'FixtureError',
    'REPORT_FORMATS',
    'RunError',
    'SpecError',
    'UsageError',
    'applyWaivers',
    'checkContract',
    'checkExchange',
    'createMock',
    'createRecording',
    'createReplay',
    'exitCodeOf',
    'loadConfig',
    'loadWaivers',
    'summary',
    'toReport',
    'verifyFixtures',
  ]);
});
