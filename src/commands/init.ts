import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CONFIG_FILES, foundConfigs } from '../config/config-files.ts';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { builtinNames } from '../spec/builtin.ts';
import { toConfigTemplate } from './config-template.ts';
import { initOverlay } from './init-overlay.ts';
import { readOptions } from './options.ts';
import { prepareFile } from './prepare-file.ts';
import { isThere, writeNew } from './write-new.ts';

export const INIT_USAGE = `${PROGRAM} init [vendor|spec.yaml …] [options]

Writes ${CONFIG_FILES[0]} into the current folder: a configuration with a comment for everything that it can say.
Vendors that are named stand in it. For one OpenAPI document of your own it writes an overlay instead, <name>.overlay.yaml:
the words of x-confab that it recognises in the document, and comments on what it could not know. It never overwrites a file.

  --config file           another file for the configuration; a document that is named stands in it
  --overlay file          another file for the overlay`;

const OPTIONS = { config: { type: 'string' }, overlay: { type: 'string' } } as const;

/** Writes a configuration to begin with, or an overlay. */
export async function runInit(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('init', OPTIONS, args);
  const [document] = positionals;
  if (document !== undefined && positionals.length === 1 && isFile(document) && values.config === undefined) {
    await initOverlay(document, values.overlay, io);
    return EXIT.ok;
  }
  if (values.overlay !== undefined)
    throw new UsageError('--overlay is for one OpenAPI document of your own: name its file, and no --config');
  const file = values.config ?? CONFIG_FILES[0];
  if (file === '') throw new UsageError('--config needs the name of a file');
  const [there] = values.config === undefined ? foundConfigs() : existsSync(file) ? [file] : [];
  if (there !== undefined) throw isThere(there, '--config');
  checkVendors(positionals);
  await prepareFile('config', file);
  await writeNew(file, toConfigTemplate({ schema: schemaFrom(file), vendors: positionals }), '--config');
  io.out(`${file} is written: ${PROGRAM} mock serves what it says. Its comments tell what else it can say.`);
  return EXIT.ok;
}

/** Names of vendors have no dot and no folder. */
function isFile(name: string): boolean {
  return /[./\\]/.test(name);
}

function checkVendors(vendors: readonly string[]): void {
  const builtin = builtinNames();
  const unknown = vendors.find((vendor) => !builtin.includes(vendor) && !isFile(vendor));
  if (unknown === undefined) return;
  throw new UsageError(
    `there is no vendor ${unknown}; built in: ${builtin.join(', ')}; or give the file of an OpenAPI document`,
  );
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
