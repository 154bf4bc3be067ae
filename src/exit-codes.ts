/** The exit codes that the README documents. */
export const EXIT = { ok: 0, usage: 1, spec: 2, run: 3, contract: 4 } as const;
