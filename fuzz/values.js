import fc from 'fast-check';

const EDGES = [
  0,
  -0,
  1,
  -1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e308,
  -1e308,
  5e-324,
  0.1,
];

const TEXTS = [
  ...[
    '',
    ' ',
    '\t',
    '\0',
    '\u0000a',
    '\r\n',
    '%',
    '%00',
    '%ff',
    '%E0%A4%A',
    '+',
    '&',
    '=',
    ';',
    '#',
    '?',
    '/',
    '//',
    '..',
  ],
  ...[
    '../../etc/passwd',
    '\\',
    '"',
    "'",
    '<script>',
    '$(x)',
    '{}',
    '[]',
    '[',
    '{',
    'null',
    'true',
    'undefined',
    'NaN',
  ],
  ...[
    '-1',
    '0',
    '1',
    '01',
    '1.0',
    '1e3',
    '0x1',
    ' 1',
    '+1',
    '9223372036854775807',
    '9223372036854775808',
    '1'.repeat(400),
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    '$ref',
    '$request.query.page',
  ],
  ...['测试', 'é', 'e\u0301', '\ufeff', '\u202e', '\ud800', '😀', 'ß', 'İ', '\u2028'],
  ...[
    '2026-03-01',
    '2026-03-01 00:00:00',
    '2026-02-31T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '+275760-09-13T00:00:00Z',
    'ALL',
    'desc',
  ],
];

export const hostileText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', 'a1', '测', '%', '(', '\\', '{"a":'), fc.integer({ min: 1, max: 2000 }))
      .map(([text, count]) => text.repeat(count)),
  },
);

export const hostileNumber = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const NAMES = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '', 'a', '$ref', 'a/b', '~'),
  hostileText,
);

/** Any value of JSON: the names of its members are hostile too. */
export const hostileJson = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(hostileText, hostileNumber, fc.constant(null)), { maxLength: 4 }),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(NAMES, fc.oneof(hostileText, hostileNumber)), { maxLength: 4 })
      .map((members) => objectOf(members)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), fc.integer({ min: 1, max: 300 }))
      .map(([isList, depth]) => nested(isList, depth)),
  },
);

/** An object with these members, `__proto__` among them. */
export function objectOf(members) {
  const made = {};
  for (const [name, value] of members)
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

function nested(isList, depth) {
  let value = 1;
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value };
  return value;
}
