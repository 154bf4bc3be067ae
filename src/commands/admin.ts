import { randomBytes } from 'node:crypto';
import { type Admin, TOKEN_VARIABLE } from '../control/admin.ts';
import { isLoopback, toAddressName } from '../http/host-name.ts';
import { toChoice } from './options.ts';

export const ADMIN_HELP = `  --admin off|token       who may steer it over HTTP (/_confab): off, nobody; token, who sends the token in
                          ${TOKEN_VARIABLE}, or else one that is made and printed. Default: any program on this
                          machine; with --host, where other machines reach it: token`;

interface ChosenAdmin {
  readonly admin?: Admin;
  /** A token that nobody knows yet, to be printed: one of the environment is known, and is no business of a log. */
  readonly made?: string;
}

/** Reads --admin. Beyond this machine there is no steering without a token. */
export function toAdmin(
  text: string | undefined,
  host: string,
  env: Readonly<Record<string, string | undefined>>,
): ChosenAdmin {
  const choice = text === undefined ? undefined : toChoice('admin', text, ['off', 'token']);
  if (choice === 'off') return { admin: 'off' };
  const given = env[TOKEN_VARIABLE]?.trim();
  if (given) return { admin: { token: given } };
  const isOwn = host === 'localhost' || isLoopback(toAddressName(host));
  if (choice === undefined && isOwn) return {};
  const made = randomBytes(18).toString('base64url');
  return { admin: { token: made }, made };
}

/** Says a token that was made; before the address, so that whoever waits for that has it. */
export function tokenLine(token: string, asJson: boolean): string {
  if (asJson) return JSON.stringify({ event: 'control', token });
  return `Steer it (/_confab) with Authorization: Bearer ${token}\nIt was made for this start; set ${TOKEN_VARIABLE} to choose it.\n`;
}
