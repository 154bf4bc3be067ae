import type { ControlResponse } from './control.ts';

/** A refusal of the server's own, as problem JSON (RFC 9457). */
export class ProblemError extends Error {
  override name = 'ProblemError' as const;
  readonly response: ControlResponse;

  constructor(
    status: number,
    title: string,
    detail: string,
    {
      headers = {},
      ...members
    }: { readonly headers?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.response = {
      status,
      headers: { 'content-type': 'application/problem+json', 'x-confab-cause': 'control', ...headers },
      body: { title, status, detail, ...members },
    };
  }
}

export function problemOf(status: number, title: string, detail: string): ProblemError {
  return new ProblemError(status, title, detail);
}
