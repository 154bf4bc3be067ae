import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCredentials } from './auth/client.ts';
import { variablesOf } from './auth/environment.ts';
import { givenByEnvironment } from './auth/given.ts';
import { UsageError } from './errors.ts';
import { toBase } from './http/base.ts';
import { createWireSend } from './http/wire-send.ts';
import type { CommonOptions } from './playback-options.ts';
import { PROGRAM } from './program.ts';
import { LONGEST_BODY } from './record/decoded-body.ts';
import { createUpstream, type Upstream } from './record/playback/upstream.ts';
import { createRecorder, type Recorder } from './record/recorder.ts';
import { createRedactor, type Redactor } from './record/redactor.ts';
import type { Store } from './record/store/store.ts';
import { writeDurably } from './record/store/write-file.ts';
import { builtinNames } from './spec/builtin.ts';
import { toPointer, valueAt } from './spec/json-pointer.ts';
import type { Spec } from './spec/spec.ts';
import { MOST_BYTES, readFileBytes } from './text-file.ts';

export const DEFAULT_FOLDER = 'fixtures';
const DEFAULT_TIMEOUT = 30_000;

/** The user's own folder, or else the examples in the package. */
export function defaultFolder(): string {
  return existsSync(DEFAULT_FOLDER) ? DEFAULT_FOLDER : fileURLToPath(new URL('../fixtures', import.meta.url));
}

export function createRedactors(
  specs: readonly Spec[],
  options: Pick<CommonOptions, 'env' | 'redact' | 'keep'>,
): (spec: Spec) => Redactor {
  const env = options.env ?? process.env;
  const redactors = new Map(
    specs.map((spec) => {
      const credentials = secretsIn(spec, env) ?? {};
      return [spec, createRedactor({ spec, credentials, ...pick(options, ['redact', 'keep']) })] as const;
    }),
  );
  return (spec) => redactors.get(spec) as Redactor;
}

export function toRecorder(
  specs: readonly Spec[],
  store: Store,
  folder: string,
  redactorOf: (spec: Spec) => Redactor,
): Recorder {
  return createRecorder({
    folder,
    store,
    leaks: (text) => specs.flatMap((spec) => redactorOf(spec).leaks(text)),
    files: {
      write: writeDurably,
      read: async (file) => readIfThere(file),
      has: async (file) => existsSync(file),
      remove: (file) => unlink(file).catch(() => {}),
    },
  });
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileBytes(file, MOST_BYTES.fixture);
  } catch {
    return undefined;
  }
}

/** The real service. Throws a UsageError when its address or a part of a credential is missing. */
export function toUpstream(specs: readonly Spec[], options: CommonOptions): Upstream {
  const { url, timeout = DEFAULT_TIMEOUT, env = process.env } = options;
  if (url === undefined)
    throw new UsageError(`the real service's address is missing: --url ${serverOf(specs[0])}`);
  const { base } = toBase(url);
  for (const spec of specs) refuseHalves(spec, env);
  return createUpstream({
    base,
    send: createWireSend({ timeout, maxBytes: LONGEST_BODY }),
    credentialsOf: (spec, { security: [first = {}] }) => {
      const secrets = secretsIn(spec, env);
      if (!secrets) return undefined;
      return createCredentials(Object.keys(first), spec.securitySchemes, secrets, {
        now: Date.now,
        nonce: randomUUID,
      });
    },
  });
}

/** What to do about a credential that the real service refuses. */
export function toCredentialAdvice(spec: Spec, { env = process.env }: Pick<CommonOptions, 'env'>): string {
  const names = variablesOf(spec).flatMap(({ name, use }) => ('scheme' in use ? [name] : []));
  if (names.length === 0) return 'Send a right one. To record such an answer on purpose: --mode all.';
  const all = names.join(' and ');
  const advice = secretsIn(spec, env)
    ? `Correct ${all} in the environment.`
    : `It is the one of your program: correct it there, or set ${all}.`;
  return `${advice} To record such an answer on purpose: --mode all.`;
}

/** When a credential has several parts and only some are given, that is a mistake. */
function refuseHalves(spec: Spec, env: Readonly<Record<string, string | undefined>>): void {
  const needed = variablesOf(spec).filter(({ use }) => 'scheme' in use);
  const missing = needed.filter(({ name }) => !env[name]).map(({ name }) => name);
  if (missing.length > 0 && missing.length < needed.length)
    throw new UsageError(
      `the environment has a part of the credential of ${spec.name}; set ${missing.join(' and ')} too`,
    );
}

/** The credentials for a spec in the environment; undefined unless all of them are there. */
function secretsIn(
  spec: Spec,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined {
  const needed = variablesOf(spec).filter(({ use }) => 'scheme' in use);
  if (needed.length === 0 || needed.some(({ name }) => !env[name])) return undefined;
  return givenByEnvironment([spec], env)(spec).secrets;
}

/** Whose keys are added to requests that the real service gets, each with its variables. */
export function lentKeys(
  specs: readonly Spec[],
  { env = process.env }: Pick<CommonOptions, 'env'>,
): string[] {
  return specs
    .filter((spec) => secretsIn(spec, env) !== undefined)
    .map((spec) => {
      const names = variablesOf(spec).filter(({ use }) => 'scheme' in use);
      return `${spec.name} (${names.map(({ name }) => name).join(', ')})`;
    });
}

/** The command that would record what is missing. */
export function toRecordCommand(spec: Spec, folder: string): string {
  const vendor = builtinNames().includes(spec.name) ? spec.name : quoted(spec.file);
  return `${PROGRAM} record ${vendor} --url ${serverOf(spec)} --out ${quoted(folder)}`;
}

function quoted(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : JSON.stringify(text);
}

/** The origin of the document's first server, with its variables at their defaults. */
function serverOf(spec: Spec | undefined): string {
  const url = String(valueAt(spec?.document, '/servers/0/url') ?? '').replaceAll(/\{([^}]+)\}/g, (_, name) =>
    String(valueAt(spec?.document, `/servers/0/variables${toPointer([name])}/default`) ?? '…'),
  );
  return /^https?:/.test(url) ? new URL(url).origin : 'https://…';
}

/** The given keys, without those that have no value. */
export function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]),
  ) as Pick<T, K>;
}
