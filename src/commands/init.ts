import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CONFIG_FILES, foundConfigs } from '../config/config-files.ts';
import { RunError, UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { builtinNames } from '../spec/builtin.ts';
import { toConfigTemplate } from './config-template.ts';
import { readOptions } from './options.ts';
import { prepareFile } from './prepare-file.ts';

export const INIT_USAGE = `${PROGRAM} init [vendor|spec.yaml …] [options]

Writes ${CONFIG_FILES[0]} into the current folder: a configuration with a comment for everything that it can say.
It never overwrites a file. Vendors that are named stand in it.

  --config file           another file to write`;

const OPTIONS = { config: { type: 'string' } } as const;

/** Writes a configuration to begin with. */
export async function runInit(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('init', OPTIONS, args);
  const file = values.config ?? CONFIG_FILES[0];
  if (file === '') throw new UsageError('--config needs the name of a file');
  const [there] = values.config === undefined ? foundConfigs() : existsSync(file) ? [file] : [];
  if (there !== undefined) throw isThere(there);
  checkVendors(positionals);
  await prepareFile('config', file);
  await writeNew(file, toConfigTemplate({ schema: schemaFrom(file), vendors: positionals }));
  io.out(`${file} is written: ${PROGRAM} mock serves what it says. Its comments tell what else it can say.`);
  return EXIT.ok;
}

function isThere(file: string): UsageError {
  return new UsageError(`${file} is there already, and is not overwritten; --config names another file`);
}

function checkVendors(vendors: readonly string[]): void {
  const builtin = builtinNames();
  const unknown = vendors.find((vendor) => !builtin.includes(vendor) && !/[./\\]/.test(vendor));
  if (unknown === undefined) return;
  throw new UsageError(
    `there is no vendor ${unknown}; built in: ${builtin.join(', ')}; or give the file of an OpenAPI document`,
  );
}

/** Somebody else may have written the file in the meantime: it is not overwritten either. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw isThere(file);
    throw new RunError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

const SCHEMA = 'docs/config.schema.json';

/** The editor schema, as the file finds it: in the project's own package, or else where this one is. */
function schemaFrom(file: string): string {
  const folder = dirname(resolve(file));
  const own = installedBelow(folder) ?? fileURLToPath(new URL(`../../${SCHEMA}`, import.meta.url));
  const path = relative(folder, own).replaceAll('\\', '/');
  const isNear = !isAbsolute(path) && (!path.startsWith('../../') || path.includes('node_modules/'));
  if (!isNear) return pathToFileURL(own).href;
  return path.startsWith('.') ? path : `./${path}`;
}

/** By its name, not by where a link of a package manager leads, which is another path with each version. */
function installedBelow(folder: string): string | undefined {
  const schema = join(folder, 'node_modules/confabulate', SCHEMA);
  if (existsSync(schema)) return schema;
  return dirname(folder) === folder ? undefined : installedBelow(dirname(folder));
}
