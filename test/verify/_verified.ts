import { CHECK_LIST } from '../../src/contract/checks.ts';
import { verifySpec } from '../../src/verify/verify-spec.ts';
import { type Edit, type IncomingRequest, type Options, recordings } from './_recorded.ts';

/** Findings in short: level, check, pointer, and the files' names. */
export async function verified(
  paths: readonly IncomingRequest[],
  edits: Readonly<Record<string, Edit>> = {},
  options: Options = {},
) {
  const { spec, fixtures } = await recordings(paths, { edits, ...options });
  const result = await verifySpec({
    spec,
    withProfile: () => spec,
    items: Object.entries(fixtures).map(([file, head]) => ({ file, head, read: () => head })),
    target: 'a test',
    asserted: 'documented',
    checks: CHECK_LIST,
    wants: () => true,
    refuse: (error) => {
      throw error;
    },
  });
  return {
    found: result.findings.map(
      ({ check, level, pointer, files = [] }) => `${level} ${check} ${pointer} ${files.join(' ')}`,
    ),
    notes: result.notes ?? [],
    stateOf: (check: string, of = 'check') => {
      const entry = result.ledger.find(
        ({ kind, name, operation }) => kind === of && name === check && operation === 'listNotes',
      );
      return [entry?.state, entry?.reason, entry?.detail].filter((part) => part !== undefined).join(' ');
    },
  };
}
