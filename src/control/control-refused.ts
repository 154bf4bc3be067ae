import { TOKEN_VARIABLE } from './admin.ts';

/** Why a request may not steer the server, in words for people. */
export interface ControlRefusal {
  readonly status: number;
  /** For `x-confab-cause`. */
  readonly cause: string;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const controlRefused = {
  off: (): ControlRefusal => ({
    status: 403,
    cause: 'control-off',
    title: 'This server cannot be steered over HTTP',
    detail:
      'It was started with --admin off (in code: admin). Start it without, or steer it in code: mock.scope().',
  }),
  noToken: (): ControlRefusal => ({
    status: 403,
    cause: 'control-token',
    title: 'This server is steered with a token only',
    detail:
      'Other machines reach it, so whoever steers it has to show a token, and it was given none. Start it with ' +
      `--admin token, or with the token in ${TOKEN_VARIABLE}; in code, with admin: { token }. Or listen on 127.0.0.1.`,
  }),
  wrongToken: (isSent: boolean): ControlRefusal => ({
    status: 401,
    cause: 'control-token',
    title: 'This server is steered with its token',
    detail:
      `${isSent ? 'The token that came is another one.' : 'None came.'} Send it as Authorization: Bearer <token>. ` +
      `It is in the server's ${TOKEN_VARIABLE}, or the server said it when it started; in code, it is admin.token.`,
    headers: { 'www-authenticate': 'Bearer realm="confab", Basic realm="confab", charset="UTF-8"' },
  }),
} as const;
