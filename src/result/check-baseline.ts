import { SpecError } from '../errors.ts';
import type { Operation } from '../spec/spec.ts';
import type { Result } from './result.ts';

/** What a run is about: a vendor and its operations, by id. */
interface CheckedVendor {
  readonly name: string;
  readonly file: string;
  readonly operations: readonly Pick<Operation, 'id'>[];
}

/** Throws a SpecError for a baseline that can say nothing of a run: of other vendors, or of another document. */
export function checkBaseline({ specs }: Result, subjects: readonly CheckedVendor[], file: string): void {
  const hint = 'give another baseline, or write one with --update-baseline to a new file';
  const common = subjects.filter(({ name }) => specs.some(({ vendor }) => vendor === name));
  if (common.length === 0) {
    const [theirs, ours] = [specs.map(({ vendor }) => vendor), subjects.map(({ name }) => name)];
    const about = theirs.length === 0 ? 'about nothing' : `about ${theirs.join(', ')}`;
    throw new SpecError(`this result is ${about}, and this run is about ${ours.join(', ')}; ${hint}`, {
      file,
    });
  }
  for (const { name, file: document, operations } of common) {
    const theirs = specs.find(({ vendor }) => vendor === name)?.operations ?? [];
    // A run that stopped early, or could call nothing, knows no operations.
    if (theirs.length === 0 || operations.some(({ id }) => theirs.includes(id))) continue;
    throw new SpecError(
      `this result is about another document called ${name}: it has ${theirs.join(', ')}, and ${document} has none of them; ${hint}`,
      { file },
    );
  }
}
