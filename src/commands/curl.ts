import { existsSync } from 'node:fs';
import { DEFAULT_URL } from '../console/banner.ts';
import { toCurl } from '../console/curl.ts';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { builtinNames } from '../spec/builtin.ts';
import { canSucceed } from '../spec/can-succeed.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { readOptions } from './options.ts';
import { toWarn } from './to-warn.ts';

export const CURL_USAGE = `${PROGRAM} curl [vendor|spec.yaml][.operation] … [options]

Prints a command for each operation of a mock, to be pasted into a shell: of all built-in vendors, of those that are
named, or one operation, such as gptbots.listConversations. Where requests are signed, the command signs anew each time.

  --url ${DEFAULT_URL}   where the mock listens; with /~name behind it, a scope of it
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning`;

const OPTIONS = {
  url: { type: 'string' },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
} as const;

export async function runCurl(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('curl', OPTIONS, args);
  const url = toAddress(values.url ?? DEFAULT_URL);
  const asked = toAsked(positionals);
  const specs = await loadSpecs({
    vendors: [...asked.keys()],
    profiles: values.profile,
    overlays: values.overlay,
    strict: values.strict,
    warn: toWarn(io),
  });
  const ids = [...asked.values()];
  const commands = specs.flatMap((spec, index) =>
    operationsOf(spec, ids[index] ?? []).map(
      (operation) => `# ${spec.name}.${operation.id}\n${toCurl(spec, operation, url)}`,
    ),
  );
  io.out(commands.join('\n\n'));
  return EXIT.ok;
}

/** Vendors and files, each with the operations that are asked for: none stands for all. */
function toAsked(texts: readonly string[]): Map<string, readonly string[]> {
  const asked = new Map<string, readonly string[]>();
  for (const text of texts) {
    const { vendor, operation } = splitTarget(text);
    const known = asked.get(vendor);
    const isWhole = operation === undefined || known?.length === 0;
    asked.set(vendor, isWhole ? [] : [...(known ?? []), operation]);
  }
  return asked;
}

/** `vendor`, `vendor.listConversations`, `my.yaml`, `my.yaml.listNotes`: an operation's id may have dots, too. */
function splitTarget(text: string): { readonly vendor: string; readonly operation?: string } {
  const builtin = builtinNames();
  const isVendor = (name: string) => builtin.includes(name) || existsSync(name);
  if (isVendor(text)) return { vendor: text };
  for (let dot = text.indexOf('.', 1); dot > 0; dot = text.indexOf('.', dot + 1)) {
    const [vendor, operation] = [text.slice(0, dot), text.slice(dot + 1)];
    if (operation !== '' && isVendor(vendor)) return { vendor, operation };
  }
  return { vendor: text };
}

/** Throws a UsageError for an operation that there is not. */
function operationsOf(spec: Spec, ids: readonly string[]): Operation[] {
  if (ids.length === 0) return spec.operations.filter(canSucceed);
  return [...new Set(ids)].map((id) => {
    const found = spec.operations.find((operation) => operation.id === id);
    if (found) return found;
    const known = spec.operations.filter(canSucceed).map((operation) => operation.id);
    throw new UsageError(`${spec.name} has no operation ${id}; it has: ${known.join(', ')}`);
  });
}

/** Throws a UsageError for what is no address of a server. */
function toAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UsageError(`--url ${text}: it must be the address of a mock, such as ${DEFAULT_URL}`);
  if (url.search !== '' || url.hash !== '' || url.username !== '')
    throw new UsageError(`--url ${text}: it must end with the path, without a query or a user`);
  return url.href.replace(/\/$/, '');
}
