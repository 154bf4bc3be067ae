import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { insidesIn } from '../answers.js';
import { damage, damaged, describeDamage } from '../mutations.js';
import { problemOfError } from '../refused.js';
import { runMain } from '../run-main.js';
import { createScratch } from '../scratch.js';
import { writeYaml } from './specs.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/bigmodel', import.meta.url));
const WAIVERS = [
  { check: 'schema', vendor: 'bigmodel', pointer: '/data/*/id', reason: 'known', expires: '2099-01-31' },
  { check: 'status', operation: 'listConversations', reason: 'known', expires: '2020-01-31' },
];

/** Results of earlier runs and files of waivers, damaged: refused with a sentence, or reported, compared and applied. */
export const target = {
  needs: ['main', 'parseResult', 'toReport', 'REPORT_FORMATS'],
  async open(lib) {
    const scratch = createScratch('results');
    const file = scratch.file('whole.json', '');
    await runMain(lib, ['verify', FIXTURES, '--report', `json=${file}`], [0, 4]);
    const result = JSON.parse(readFileSync(file, 'utf8'));
    for (const spec of result.specs) spec.ledger = spec.ledger.slice(0, 3);
    result.specs = result.specs.filter(
      ({ findings, vendor }) => findings.length > 0 || vendor === 'bigmodel',
    );
    const documentOf = ({ what }) => (what === 'waivers' ? WAIVERS : result);
    const textOf = (input) =>
      damaged(documentOf(input), input.damage, input.what === 'waivers' ? writeYaml : undefined);
    return {
      input: fc.record({
        what: fc.oneof(
          { weight: 3, arbitrary: fc.constant('reports') },
          fc.constantFrom('waivers', 'baseline'),
        ),
        damage,
      }),
      async problemOf(input) {
        const text = textOf(input);
        if (input.what === 'reports') return reported(lib, text);
        const path = scratch.file(input.what === 'waivers' ? 'waivers.yaml' : 'baseline.json', text);
        return (
          await runMain(
            lib,
            ['verify', FIXTURES, input.what === 'waivers' ? '--waive' : '--baseline', path],
            [0, 1, 2, 4],
          )
        ).problem;
      },
      folder: scratch.root,
      show: (input) =>
        `${input.what}: ${describeDamage(documentOf(input), input.damage)}; it is ${scratch.file('smallest.txt', textOf(input))}`,
      close: () => scratch.remove(),
    };
  },
};

/** A result that is accepted can be shown in every form. */
function reported({ parseResult, toReport, REPORT_FORMATS }, text) {
  let result;
  try {
    result = parseResult(text, 'whole.json');
  } catch (error) {
    return problemOfError(error, ['SpecError']);
  }
  for (const format of REPORT_FORMATS) {
    const problem = typeof toReport(format, result) === 'string' ? undefined : `${format} made no text`;
    if (problem) return problem;
  }
  return insidesIn('');
}
