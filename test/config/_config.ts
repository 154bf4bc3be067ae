import { withConfig } from '../../src/config/with-config.ts';
import type { CommandName } from '../../src/config/word.ts';
import { file } from '../_tiny.ts';

/** What a command is given that runs with a configuration of this text. */
export async function configured(
  command: CommandName,
  text: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
) {
  const path = await file('confab.yaml', text);
  const { args: all, ...rest } = await withConfig(command, ['--config', path, ...args], env);
  const folder = path.slice(0, -'confab.yaml'.length);
  return { ...rest, path, folder, args: all.map((arg) => arg.replaceAll(folder, '<here>/')) };
}

/** The message of the error that this configuration is, its folder left out. */
export async function refused(...given: Parameters<typeof configured>): Promise<string> {
  try {
    await configured(...given);
  } catch (error) {
    return (error as Error).message.replaceAll(/\S*\/confab-\w+\//g, '');
  }
  throw new Error('it was not refused');
}
