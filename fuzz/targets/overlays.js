import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { damage, damaged, describeDamage } from '../mutations.js';
import { problemOfError } from '../refused.js';
import { createScratch } from '../scratch.js';
import { problemOfServed } from '../served.js';
import { writeYaml } from './specs.js';

const DIARY = fileURLToPath(new URL('../../mutants/diary.yaml', import.meta.url));
const TARGETS = [
  ...[
    '$',
    '$.info',
    '$..schema',
    '$.paths.*',
    "$.paths['/entries'].get",
    '$.components.schemas.*.properties.*',
  ],
  ...[
    "$.paths..[?@.name=='page']",
    '$..*',
    '$.paths[*].get.responses[*]',
    '$[',
    '$..[?(@)]',
    '',
    '$.a[1:2:0]',
  ],
  ...["$..[?match(@.name, '(a+)+b')]", '$.x-confab', "$['__proto__']", '$.components.examples[-1]'],
];
const UPDATES = [
  ...[
    {},
    [],
    null,
    'x',
    1,
    { type: 'string' },
    { 'x-confab': { safe: true } },
    { minimum: 1e9 },
    { enum: [] },
  ],
  ...[
    { pattern: '^(a+)+$' },
    { properties: { id: null } },
    { $ref: '#' },
    { examples: [1] },
    { minItems: 3 },
  ],
];
const OVERLAY = {
  overlay: '1.0.0',
  info: { title: 'Mine', version: '1' },
  extends: './diary.yaml',
  actions: [
    { target: "$.paths['/entries'].get.parameters[0].schema", update: { maximum: 50 } },
    { target: '$.components.schemas.Entry.properties.draft', remove: true },
  ],
};

/** Overlays that are broken, or that break the document they are for. */
export const target = {
  needs: [
    'createMock',
    'checkExchange',
    'createCredentials',
    'toExampleValues',
    'withValue',
    'toRequestParts',
  ],
  async open(lib) {
    const scratch = createScratch('overlays');
    const overlayOf = ({ actions }) => ({ ...OVERLAY, actions: [...OVERLAY.actions, ...actions] });
    const textOf = (input) => damaged(overlayOf(input), input.damage, writeYaml);
    const action = fc.oneof(
      fc.record({ target: fc.constantFrom(...TARGETS), update: fc.constantFrom(...UPDATES) }),
      fc.record({ target: fc.constantFrom(...TARGETS), remove: fc.constantFrom(true, false, 1) }),
    );
    return {
      input: fc.record({ actions: fc.array(action, { maxLength: 2 }), damage }),
      async problemOf(input) {
        const file = scratch.file('mine.yaml', textOf(input));
        let mock;
        try {
          mock = await lib.createMock({ vendors: [DIARY], overlays: [file], rows: 7 });
        } catch (error) {
          return problemOfError(error, ['SpecError', 'UsageError']);
        }
        return problemOfServed(lib, mock);
      },
      folder: scratch.root,
      show: (input) =>
        `${JSON.stringify(input.actions)}, ${describeDamage(overlayOf(input), input.damage)}; it is ${scratch.file('smallest.txt', textOf(input))}`,
      close: () => scratch.remove(),
    };
  },
};
