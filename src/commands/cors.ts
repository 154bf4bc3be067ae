/** `--cors` may stand alone: then it means the pages of every origin. What follows is its value only if it looks like one. */
export function withCorsValue(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  return args.map((one, at) => {
    const isAlone = one === '--cors' && (end < 0 || at < end) && !LIKE_ORIGIN.test(args[at + 1] ?? '');
    return isAlone ? '--cors=*' : one;
  });
}

/** `*`, `scheme://…`, or what somebody means by `localhost:5173`, which then gets its own sentence. */
const LIKE_ORIGIN = /^\*$|^[^-].*:\/\/|^[^-].*:\d+\/?$/;
