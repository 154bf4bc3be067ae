import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '../../src/result/finding.ts';
import { ENTRY_KINDS, REASONS, STATES } from '../../src/result/ledger.ts';
import { VERDICTS } from '../../src/result/verdict.ts';
import { WAIVER_STATES } from '../../src/result/waivers.ts';
import { GRADES } from '../../src/spec/grade.ts';

const { $defs } = JSON.parse(readFileSync(new URL('../../docs/result.schema.json', import.meta.url), 'utf8'));

describe('docs/result.schema.json has the closed sets of the code', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['grades', $defs.grade.enum, GRADES],
    ['verdicts', $defs.verdict.enum, VERDICTS],
    ['levels', $defs.level.enum, LEVELS],
    ['kinds', $defs.kind.enum, ENTRY_KINDS],
    ['states', $defs.state.enum, STATES],
    ['reasons', $defs.reason.enum, Object.keys(REASONS)],
    ['states of waivers', $defs.waiver.properties.state.enum, WAIVER_STATES],
    ['counts by kind', $defs.counts.properties.kinds.required, ENTRY_KINDS],
    ['counts by state', $defs.states.required, STATES],
  ])('%s', (_, written, known) => expect(written).toEqual(known));

  test('and says what each reason means', () => {
    for (const [reason, line] of Object.entries(REASONS))
      expect($defs.reason.description).toContain(`${reason}: ${line}.`);
  });
});
