/** A document cannot be used. The message says where, what is wrong and what is allowed. */
export class SpecError extends Error {
  override name = 'SpecError' as const;
  readonly file: string;
  /** Counted from 1; undefined when the text is not at hand. */
  readonly line: number | undefined;
  /** A JSON pointer into the document; empty for the whole document. */
  readonly pointer: string;

  constructor(
    problem: string,
    place: { file: string; line?: number | undefined; pointer?: string },
    options?: ErrorOptions,
  ) {
    const line = place.line === undefined ? '' : `:${place.line}`;
    const pointer = place.pointer ? `\n  at ${place.pointer}` : '';
    super(`${place.file}${line}: ${problem}${pointer}`, options);
    this.file = place.file;
    this.line = place.line;
    this.pointer = place.pointer ?? '';
  }
}

/** The caller asked for something that cannot be done: a wrong option, an unknown name, a taken port. */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}

/** The tool could not do its work for a reason outside of it: a port that is taken, a host that cannot be reached. */
export class RunError extends Error {
  override name = 'RunError' as const;
}

/** A recorded exchange cannot be used. The message says which file, what is wrong and what is allowed. */
export class FixtureError extends Error {
  override name = 'FixtureError' as const;
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.file = file;
  }
}
