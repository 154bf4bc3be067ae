import { withConfig } from '../config/with-config.ts';
import { isCommandName } from '../config/word.ts';
import { SpecError, UsageError } from '../errors.ts';
import type { Io } from '../main.ts';
import { withCorsValue } from './cors.ts';

/** Runs a command with what the configuration says, under what its arguments say. */
export async function runConfigured(
  name: string,
  args: readonly string[],
  io: Io,
  run: (args: readonly string[], io: Io) => Promise<number>,
): Promise<number> {
  if (!isCommandName(name)) return run(args, io);
  const { args: all, env, read } = await withConfig(name, withCorsValue(args), io.env ?? process.env);
  if (read === undefined) return run(all, io);
  io.err(`confab: options from ${read}`);
  try {
    // Its members are asked for one by one: who asks for `stopped` takes the user's signals.
    return await run(all, Object.create(io, { env: { value: env, enumerable: true } }) as Io);
  } catch (error) {
    if (error instanceof UsageError || error instanceof SpecError)
      error.message += `\n(options from ${read} count, too; --no-config leaves them out)`;
    throw error;
  }
}
