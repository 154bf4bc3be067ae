import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { damage, damaged, describeDamage } from '../mutations.js';
import { runMain } from '../run-main.js';
import { createScratch } from '../scratch.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/gptbots', import.meta.url));

/** HAR files that were damaged: imported or verified, or told with a sentence what they are not. */
export const target = {
  needs: ['main'],
  async open(lib) {
    const scratch = createScratch('har');
    const exported = scratch.file('whole.har', '');
    const { code, err } = await runMain(lib, ['export', FIXTURES, '--har', exported]);
    if (code !== 0) throw new Error(err);
    const whole = JSON.parse(readFileSync(exported, 'utf8'));
    whole.log.entries = whole.log.entries.slice(0, 2);
    const [entry] = whole.log.entries;
    whole.log.entries.push({
      ...entry,
      response: {
        ...entry.response,
        content: {
          size: 4,
          mimeType: 'application/json',
          text: 'e30=',
          encoding: 'base64',
          _file: 'body.json',
        },
      },
    });
    scratch.file('body.json', readFileSync(new URL('../../package.json', import.meta.url)));
    const textOf = (input) => damaged(whole, input.damage);
    return {
      input: fc.record({ damage, isVerified: fc.boolean() }),
      async problemOf(input) {
        const file = scratch.file('traffic.har', textOf(input));
        const argv = input.isVerified ? ['verify', file] : ['import', file, '--out', scratch.empty('out')];
        return (await runMain(lib, argv, input.isVerified ? [0, 1, 2, 4] : [0, 1, 2])).problem;
      },
      folder: scratch.root,
      show: (input) =>
        `${input.isVerified ? 'verified' : 'imported'}: ${describeDamage(whole, input.damage)}; it is ${scratch.file('smallest.txt', textOf(input))}`,
      close: () => scratch.remove(),
    };
  },
};
