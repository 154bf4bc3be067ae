import type { Finding } from './finding.ts';
import type { SpecResult } from './result.ts';

/** Everything that a run found: what is known or waived is still there. */
export function allFindings({ findings, known = [], waived = [] }: SpecResult): Finding[] {
  return [...findings, ...known, ...waived.map(({ finding }) => finding)];
}
