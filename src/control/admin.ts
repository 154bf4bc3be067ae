import { UsageError } from '../errors.ts';

/** Who may steer a server over HTTP: nobody, or who sends the token. */
export type Admin = 'off' | { readonly token: string };

/** The environment variable of the token. */
export const TOKEN_VARIABLE = 'CONFAB_ADMIN_TOKEN';

/** A token that can be sent in a header, and not be guessed by trying some. */
const TOKEN = /^[\x21-\x7e]{12,200}$/;

/** Throws a UsageError for what is none. */
export function assertAdmin(admin: unknown): asserts admin is Admin | undefined {
  if (admin === undefined || admin === 'off') return;
  const { token } = Object(admin) as { token?: unknown };
  if (typeof token !== 'string')
    throw new UsageError(
      "admin: it must be 'off' or { token: '…' }; without it any program on this machine may steer",
    );
  if (!TOKEN.test(token))
    throw new UsageError(
      `admin: a token is 12 to 200 letters, digits and signs of ASCII without blanks, such as openssl rand -hex 16 makes (${TOKEN_VARIABLE})`,
    );
}
