import { expect, test } from 'vitest';
import { createTimeFormat } from '../../src/spec/time-format.ts';

test.each([
  ['iso', '2026-03-20T08:00:00Z', Date.UTC(2026, 2, 20, 8)],
  ['iso+08:00', '2026-03-20T16:00:00+08:00', Date.UTC(2026, 2, 20, 8)],
  ['datetime+08:00', '2026-03-20 16:00:00', Date.UTC(2026, 2, 20, 8)],
  ['iso-micros', '2026-03-20T08:00:00.123456Z', Date.UTC(2026, 2, 20, 8, 0, 0, 123)],
  ['iso', '2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  // What Go and .NET write for no time; Date.UTC would take the year for 1901.
  ['iso', '0001-01-01T00:00:00Z', -62_135_596_800_000],
  ['iso', '2026-02-29T00:00:00Z', undefined],
  ['iso', '2026-13-01T00:00:00Z', undefined],
  ['iso', '2026-03-20T24:00:00Z', undefined],
  ['iso+08:00', '2026-03-20T16:00:00', Date.UTC(2026, 2, 20, 8)],
  ['iso+08:00', '2026-03-20T08:00:00Z', Date.UTC(2026, 2, 20, 8)],
  ['iso', '2026-03-20', Date.UTC(2026, 2, 20)],
  ['iso+08:00', '2026-03-20', Date.UTC(2026, 2, 19, 16)],
  ['iso', '2026-02-29', undefined],
  ['datetime', '2026-03-20', undefined],
  ['datetime', '2026-03-20T08:00:00', undefined],
  ['epoch-ms', 1_774_000_000_000, 1_774_000_000_000],
  ['epoch-s', 1_774_000_000, 1_774_000_000_000],
  ['epoch-s', '1774000000', undefined],
])('%s reads %s', (format, value, expected) => {
  expect(createTimeFormat(format).read(value)).toBe(expected);
});
