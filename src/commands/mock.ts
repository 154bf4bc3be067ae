import { toBanner, toJsonBanner } from '../console/banner.ts';
import { LOG_FORMS } from '../console/log-forms.ts';
import { toRecognised } from '../console/recognised.ts';
import { FAULT_FORM } from '../control/fault-form.ts';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { createMock } from '../mock/create-mock.ts';
import { loadAnswering } from '../mock/load-answering.ts';
import type { MockOptions } from '../mock/mock.ts';
import { MOCK_PARTS } from '../mock-parts.ts';
import { PROGRAM } from '../program.ts';
import { ADMIN_HELP, toAdmin, tokenLine } from './admin.ts';
import { withCorsValue } from './cors.ts';
import { joinOr, readOptions, toChoice, toSeed, toWhole } from './options.ts';
import { splitOnce, toRows } from './rows-option.ts';
import { toWarn } from './to-warn.ts';
import { untilStopped } from './until-stopped.ts';

export const MOCK_USAGE = `${PROGRAM} mock [vendor|spec.yaml …] [options]

Serves the vendors (default: all built-in ones) until it is interrupted (Ctrl-C).

  --port 4010             the port; 0 finds a free one
  --host 127.0.0.1        the address to listen on
  --allow-host name       also answer requests for this host: name or *.name (repeatable). Needed where clients
                          reach it by a name of its own, such as a service's in a container
  --cors [origin]         let pages of this origin read the answers, of every origin without one (repeatable); a preflight
                          is answered unless the vendor's own answer is known
${ADMIN_HELP}
  --allow-origin origin   pages of this origin may steer it, too: scheme://host[:port], or * for every page on the
                          web (repeatable)
  --fault 'text'          what requests get, instead of what they would (repeatable): ${FAULT_FORM}
  --seed 1                a whole number; the same seed gives the same rows on every machine
  --rows 237              the number of rows; of one vendor: vendor=50, or its own rows: vendor=rows.json
  --watch                 read your specs, overlays and files of rows again when they change; scopes stay as they are
  --now 2026-03-20T08:00Z the newest row is just older than this; now stands for the current time
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning
  --key vendor=credential one more valid credential (repeatable); a key pair is written id:secret
  --strict-keys           accept only the test credential and those of --key
  --log text              what is printed of each request, on the error channel: ${joinOr(LOG_FORMS)}. With --json it
                          is off unless it is asked for
  --json                  print one line of JSON instead of the summary`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  cors: { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  admin: { type: 'string' },
  fault: { type: 'string', multiple: true },
  seed: { type: 'string' },
  rows: { type: 'string', multiple: true },
  watch: { type: 'boolean' },
  now: { type: 'string' },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  'strict-keys': { type: 'boolean' },
  log: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Serves until `io.stopped` settles. */
export async function runMock(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('mock', OPTIONS, withCorsValue(args));
  const port = toWhole('port', values.port ?? '4010', 0, 65_535);
  const host = values.host ?? '127.0.0.1';
  const { admin, made } = toAdmin(values.admin, host, io.env ?? process.env);
  const log = await toLog(values.log ?? (values.json ? 'off' : 'text'), io);
  const options: MockOptions = {
    vendors: positionals,
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    strict: values.strict ?? false,
    allowHosts: values['allow-host'] ?? [],
    cors: values.cors ?? [],
    allowOrigins: values['allow-origin'] ?? [],
    ...(admin !== undefined && { admin }),
    keys: toKeys(values.key ?? []),
    strictKeys: values['strict-keys'] ?? false,
    ...(values.fault && { faults: values.fault }),
    seed: toSeed(values.seed ?? '1'),
    ...toRows(values.rows ?? [], positionals),
    ...(values.now !== undefined && { now: toTime(values.now) }),
    ...(log && { tell: log.tell }),
    warn: toWarn(io),
  };
  if (options.overlays?.length || positionals.some(isFile)) io.checking?.();
  const mock = await createMock(options, MOCK_PARTS);
  const { url } = await mock.listen({ port, host, ownProcess: true });
  if (made !== undefined) io.out(tokenLine(made, values.json ?? false));
  io.out(values.json ? toJsonBanner(mock.specs, url) : toBanner(mock.specs, url, positionals));
  const recognised = toRecognised(mock.specs);
  if (recognised !== undefined) io.err(recognised);
  io.listening?.();
  setImmediate(loadAnswering);
  const unwatch = values.watch ? await watch({ mock, options, rows: values.rows ?? [] }, io) : () => {};
  const cut = await untilStopped(mock, io);
  log?.flush();
  unwatch();
  return cut > 0 ? EXIT.run : EXIT.ok;
}

/** Few mocks watch their files. */
async function watch(...given: Parameters<WatchMock>): Promise<ReturnType<WatchMock>> {
  const { watchMock } = await import('./watch-mock.ts');
  return watchMock(...given);
}

type WatchMock = typeof import('./watch-mock.ts').watchMock;

/** What prints the requests; undefined where nothing is to be printed, so that nothing is done for it. */
async function toLog(text: string, { err, errColor = false, unread = () => 0 }: Io) {
  const form = toChoice('log', text, LOG_FORMS);
  if (form === 'off') return undefined;
  const { createRequestLog } = await import('../console/request-log.ts');
  return createRequestLog({ form, color: errColor, write: err, unread });
}

/** Names of vendors have no dot and no folder. */
function isFile(name: string): boolean {
  return /[./\\]/.test(name);
}

function toTime(text: string): number {
  const time = text === 'now' ? Date.now() : Date.parse(text);
  if (Number.isNaN(time))
    throw new UsageError(
      `--now ${text}: it must be an ISO 8601 time, such as 2026-03-20T08:00:00Z, or the word now`,
    );
  return time;
}

function toKeys(texts: readonly string[]): Record<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const text of texts) {
    const [vendor = '', credential] = splitOnce(text);
    if (vendor === '' || credential === undefined || credential === '') {
      throw new UsageError('--key must be written vendor=credential, or vendor=id:secret for a key pair');
    }
    keys.set(vendor, [...(keys.get(vendor) ?? []), credential]);
  }
  return Object.fromEntries(keys);
}
