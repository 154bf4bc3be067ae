import { FixtureError } from '../errors.ts';

const MOST = 20;

/** All files that are no fixtures in one error, so that a user can fix them all at once. */
export function joinProblems(problems: readonly FixtureError[]): FixtureError {
  const [first, ...others] = problems as [FixtureError, ...FixtureError[]];
  const more = others.length - MOST;
  const lines = [
    first.message.slice(first.file.length + 2),
    ...others.slice(0, MOST).map(({ message }) => message),
    ...(more > 0 ? [`and ${more} more files`] : []),
  ];
  return new FixtureError(first.file, lines.join('\n'), { cause: first });
}
