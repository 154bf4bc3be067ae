import { expect, test } from 'vitest';
import { createTooEarly } from '../../../src/control/hints/too-early.ts';
import type { ServedExchange } from '../../../src/control/served-exchange.ts';
import { loadSpecs } from '../../../src/spec/load-specs.ts';
import { tinyFile } from '../../_tiny.ts';
import { served } from '../_served.ts';

const [spec] = await loadSpecs({ vendors: [await tinyFile()] });
const [list, one] = spec?.operations ?? [];
const START = Date.UTC(2026, 5, 1);

type Step = readonly [
  ms: number,
  headers: Record<string, string>,
  status?: number,
  operation?: ServedExchange['operation'],
];

function hintsOf(steps: readonly Step[]): string[] {
  const look = createTooEarly();
  return steps
    .flatMap(([ms, headers, status = 429, operation = list]) =>
      look(served({ at: START + ms, ms: 10, spec, operation, response: { status, headers, body: '' } })),
    )
    .map(({ text }) => text);
}

const WAIT = { 'Retry-After': '2' };
const AGAIN = /^tiny\.listNotes was called again 0\.5 s after a 429 that said Retry-After: 2$/;

test.each<[string, readonly Step[], readonly RegExp[]]>([
  [
    'too early',
    [
      [0, WAIT],
      [510, {}, 200],
    ],
    [AGAIN],
  ],
  [
    'a name in small letters',
    [
      [0, { 'retry-after': '2' }],
      [510, {}, 200],
    ],
    [AGAIN],
  ],
  [
    'a date',
    [
      [0, { 'Retry-After': new Date(START + 60_000).toUTCString() }],
      [510, {}, 200],
    ],
    [/Retry-After: Mon, 01 Jun/],
  ],
  [
    'too early again',
    [
      [0, WAIT],
      [510, WAIT],
      [1020, {}, 200],
    ],
    [AGAIN, AGAIN],
  ],
  [
    'a 503',
    [
      [0, WAIT, 503],
      [510, {}, 200],
    ],
    [/after a 503/],
  ],
  [
    'in time',
    [
      [0, WAIT],
      [2010, {}, 200],
    ],
    [],
  ],
  [
    'a little early, as timers are',
    [
      [0, WAIT],
      [1950, {}, 200],
    ],
    [],
  ],
  [
    'on its way already',
    [
      [0, WAIT],
      [5, {}, 200],
    ],
    [],
  ],
  [
    'of another operation',
    [
      [0, WAIT],
      [510, {}, 200, one],
    ],
    [],
  ],
  [
    'nothing to wait for',
    [
      [0, {}],
      [510, {}, 200],
    ],
    [],
  ],
  [
    'no time at all',
    [
      [0, { 'Retry-After': '0' }],
      [510, {}, 200],
    ],
    [],
  ],
  [
    'what is no time',
    [
      [0, { 'Retry-After': 'soon' }],
      [510, {}, 200],
    ],
    [],
  ],
])('%s', (_, steps, expected) => {
  const hints = hintsOf(steps);
  expect(hints).toEqual(expected.map((one) => expect.stringMatching(one)));
});
