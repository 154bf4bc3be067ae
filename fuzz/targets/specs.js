import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { damage, damaged, describeDamage } from '../mutations.js';
import { problemOfError } from '../refused.js';
import { createScratch } from '../scratch.js';
import { problemOfServed } from '../served.js';
import { TINY_DOCUMENTS } from '../tiny-documents.js';

export const DIARY = parse(readFileSync(new URL('../../mutants/diary.yaml', import.meta.url), 'utf8'));
const DOCUMENTS = [DIARY, ...TINY_DOCUMENTS];

/** Documents that are broken in every way: each loads and is served with valid answers, or gets one SpecError. */
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
    const scratch = createScratch('specs');
    const textOf = ({ base, isYaml, damage: done }) =>
      damaged(DOCUMENTS[base], done, isYaml ? writeYaml : JSON.stringify);
    return {
      input: fc.record({
        base: fc.integer({ min: 0, max: DOCUMENTS.length - 1 }),
        isYaml: fc.boolean(),
        damage,
      }),
      async problemOf(input) {
        const file = scratch.file(input.isYaml ? 'own.yaml' : 'own.json', textOf(input));
        let mock;
        try {
          mock = await lib.createMock({ vendors: [file], rows: 7, warn: () => {} });
        } catch (error) {
          return problemOfError(error, ['SpecError']);
        }
        return problemOfServed(lib, mock, isTold);
      },
      folder: scratch.root,
      show: (input) =>
        `document ${input.base}${input.isYaml ? ' as YAML' : ''}: ${describeDamage(DOCUMENTS[input.base], input.damage)}; it is ${scratch.file('smallest.txt', textOf(input))}`,
      close: () => scratch.remove(),
    };
  },
};

/**
 * A document is served as it is, and the start says what in it is wrong: of an operation, of what it may refer to, or
 * that no answer can be made for it.
 */
function isTold({ warnings }, { id, pointer }) {
  return warnings.some(
    ({ message, place }) =>
      message.includes(id) ||
      place.pointer.startsWith(pointer) ||
      /^\/(components|definitions|responses|parameters)\//.test(place.pointer),
  );
}

/** YAML cannot write every tree; then the file has the JSON. */
export function writeYaml(tree) {
  try {
    return stringify(tree, { aliasDuplicateObjects: false });
  } catch {
    return JSON.stringify(tree);
  }
}
