import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { UsageError } from './errors.ts';
import { createFetchSend } from './http/fetch-send.ts';
import { openPort } from './http/open-port.ts';
import { createMock, type Mock, type MockOptions } from './mock/create-mock.ts';
import {
  createRedactors,
  DEFAULT_FOLDER,
  defaultFolder,
  pick,
  toRecordCommand,
  toRecorder,
  toUpstream,
} from './playback-parts.ts';
import type { Asked } from './record/asked.ts';
import type { Expiry } from './record/playback/expiry.ts';
import type { Mode } from './record/playback/modes.ts';
import { createPlayback, type Told } from './record/playback/playback.ts';
import type { Redactor } from './record/redact/redactor.ts';
import { createWireServer } from './record/serve-wire.ts';
import { specDigest } from './record/spec-digest.ts';
import { findFiles } from './record/store/find-files.ts';
import { createStore, type Store, type Stored } from './record/store/store.ts';
import { removeAbandoned } from './record/store/write-file.ts';
import { toAsked, toResponse } from './record/web.ts';
import { builtinNames } from './spec/builtin.ts';
import { loadSpecs } from './spec/load-specs.ts';
import { createMatcher } from './spec/match.ts';
import type { Spec } from './spec/spec.ts';

/** What records and replays have in common. */
export interface CommonOptions {
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays. */
  readonly overlays?: readonly string[];
  /** What takes the place of the vendor's origin, with a path prefix if need be. */
  readonly url?: string;
  /** What is taken out besides the default: `header:X-Name`, `query:name`, `body:/data/phone`; see docs/fixtures.md. */
  readonly redact?: readonly string[];
  /** Default rules that are switched off, by their names. */
  readonly keep?: readonly string[];
  /** Where credentials for the real service come from. Default `process.env`; without them the client's own go through. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How long the real service may take to answer, in milliseconds. Default 30,000. */
  readonly timeout?: number;
  /** What becomes of recordings that are older than wished. */
  readonly expiry?: Expiry;
  /** The clock, in epoch milliseconds. Default Date.now. */
  readonly now?: () => number;
  /** Told of each exchange. */
  readonly tell?: (told: Told) => void;
}

export interface RecordOptions extends CommonOptions {
  /** The folder of the recordings. Default `fixtures`. */
  readonly out?: string;
  /** Default `missing`. */
  readonly mode?: Mode;
  /** Operations too that the spec does not call safe. Default false. */
  readonly unsafe?: boolean;
}

export interface ReplayOptions extends CommonOptions {
  /** Files of OpenAPI documents that recordings were made with, beside `vendors`. */
  readonly specs?: readonly string[];
  /** Folders and files. Default `fixtures`; where there is none, the vendors' documented examples. */
  readonly fixtures?: readonly string[];
  /** What answers a request that was not recorded. Default `error`: a problem that names the nearest recordings. */
  readonly fallback?: 'mock' | 'error' | 'upstream';
  /** Refuse what is asked more often than it was recorded, instead of playing the last answer again. Default false. */
  readonly sequence?: boolean;
  /** Freeze the fallback's clock at the time of the newest recording. Default false. */
  readonly freeze?: boolean;
  /** The fallback's rows. */
  readonly mock?: Pick<MockOptions, 'seed' | 'rows'>;
}

/** A server, or a `fetch` without one, that answers from recordings. */
export interface Replay {
  readonly specs: readonly Spec[];
  /** Answers a request in-process, whatever its origin is. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** The base URL, of one vendor when named: what takes the place of the vendor's origin. */
  url(vendor?: string): string;
  /** Listens on a port (default: a free one) of 127.0.0.1. Throws a RunError when the port cannot be had. */
  listen(options?: { readonly port?: number; readonly host?: string }): Promise<{
    readonly url: string;
    readonly port: number;
  }>;
  /** Stops listening. */
  close(): Promise<void>;
  /** How many recordings there are. */
  readonly size: number;
  /** The newest recording's time in epoch milliseconds, to freeze a test's own clock at; undefined without any. */
  readonly recordedAt: number | undefined;
  /** The files of the recordings that were made against another version of their spec. */
  readonly otherSpec: readonly string[];
  /** The files of the recordings that nobody asked for so far. */
  unused(): readonly string[];
  /** From the first takes on again, as if nothing had been asked. */
  rewind(): void;
}

/** A replay that records what is missing. */
export interface Recording extends Replay {
  /** The files that were written so far. */
  written(): readonly string[];
  /** How often each rule took something out. */
  redactions(): ReturnType<Redactor['counts']>;
  /** The files that were removed at the end: in the mode `all`, later takes that were not asked for again. */
  removed(): readonly string[];
  /** Stops listening and looks for credentials in all that was written. Throws a RunError when there is one. */
  close(): Promise<void>;
}

/** How long the end waits for answers that are under way. */
const LAST_ANSWERS = 3000;

/** Opens recordings for playing. Throws a UsageError for a path that is not there, a FixtureError for a file that is no fixture. */
export async function createReplay(options: ReplayOptions = {}): Promise<Replay> {
  const { fallback = 'error', now = Date.now } = options;
  const needsReal = fallback === 'upstream' || options.expiry?.action === 'record';
  if (options.url !== undefined && !needsReal)
    throw new UsageError(
      'url: the real service is asked with --fallback upstream, or with --max-age and --expired record',
    );
  const vendors = [...(options.vendors ?? builtinNames()), ...(options.specs ?? [])];
  const specs = await loadSpecs({ ...options, vendors });
  const store = createStore(findFiles(options.fixtures ?? [defaultFolder()]), specs);
  const newest = store.all.reduce<number | undefined>((time, { at }) => Math.max(time ?? at, at), undefined);
  const clock = options.freeze && newest !== undefined ? { now: newest, clock: () => newest } : {};
  const mock =
    fallback === 'mock'
      ? await createMock({ vendors, ...pick(options, ['profiles', 'overlays']), ...options.mock, ...clock })
      : undefined;
  const redactorOf = createRedactors(specs, options);
  const upstream = needsReal ? toUpstream(specs, options) : undefined;
  const folder = options.fixtures?.[0] ?? DEFAULT_FOLDER;
  const recorder = needsReal ? toRecorder(specs, store, folder, redactorOf) : undefined;
  const playback = createPlayback({
    matcher: createMatcher(specs),
    store,
    mode: fallback === 'upstream' ? 'through' : 'replay',
    redactorOf,
    ...(upstream && { upstream }),
    ...(recorder && { recorder }),
    ...(mock && { fallback: fromMock(mock) }),
    ...pick(options, ['sequence', 'expiry', 'tell']),
    now,
    toRecord: (spec) => toRecordCommand(spec, folder),
  });
  return toReplay(specs, store, playback, newest, async () => recorder?.scan());
}

/** Stands between a client and the real service, and records. Throws as createReplay does. */
export async function createRecording(options: RecordOptions): Promise<Recording> {
  const { mode = 'missing', out = DEFAULT_FOLDER, now = Date.now } = options;
  const specs = await loadSpecs(options);
  const needsReal = mode !== 'replay' || options.expiry?.action === 'record';
  if (!existsSync(out) && (mode === 'replay' || mode === 'compare'))
    throw new UsageError(
      `there is no folder ${out} to ${mode === 'replay' ? 'replay from' : 'compare with'}`,
    );
  if (needsReal) await removeAbandoned(out, now());
  const store = createStore(existsSync(out) ? findFiles([out]) : [], specs, {
    others: 'skip',
    documented: mode === 'replay' || mode === 'through' ? 'play' : 'skip',
  });
  const redactorOf = createRedactors(specs, options);
  const recorder = toRecorder(specs, store, out, redactorOf);
  const upstream = needsReal ? toUpstream(specs, options) : undefined;
  const playback = createPlayback({
    matcher: createMatcher(specs),
    store,
    mode,
    redactorOf,
    recorder,
    ...(upstream && { upstream }),
    ...pick(options, ['unsafe', 'expiry', 'tell']),
    now,
    toRecord: (spec) => toRecordCommand(spec, out),
  });
  const removed: string[] = [];
  const replay = toReplay(specs, store, playback, undefined, async () => {
    if (mode === 'all') removed.push(...(await recorder.removeStale()));
    await recorder.scan();
  });
  return {
    ...replay,
    get size() {
      return store.all.length;
    },
    written: recorder.written,
    removed: () => removed,
    redactions: () => specs.flatMap((spec) => redactorOf(spec).counts()),
  };
}

function toReplay(
  specs: readonly Spec[],
  store: Store,
  playback: ReturnType<typeof createPlayback>,
  recordedAt: number | undefined,
  atEnd: () => Promise<void>,
): Replay {
  let listening: { readonly server: Server; readonly url: string } | undefined;
  return {
    specs,
    size: store.all.length,
    recordedAt,
    otherSpec: otherSpec(specs, store),
    async fetch(input, init) {
      const request = input instanceof Request && !init ? input : new Request(input, init);
      return toResponse(await playback.handle(await toAsked(request)), request.method);
    },
    url(vendor) {
      if (vendor !== undefined && !specs.some(({ name }) => name === vendor))
        throw new UsageError(
          `url: ${vendor} is not served; served: ${specs.map(({ name }) => name).join(', ')}`,
        );
      return (listening?.url ?? 'http://confab.localhost') + (vendor === undefined ? '' : `/${vendor}`);
    },
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      if (listening) throw new UsageError(`it already listens on ${listening.url}; close it first`);
      const server = createWireServer(playback.handle);
      const opened = await openPort(server, port, host);
      listening = { server, url: opened.url };
      return opened;
    },
    async close() {
      const server = listening?.server;
      listening = undefined;
      if (server)
        await new Promise((resolve) => {
          server.close(resolve);
          server.closeIdleConnections();
          // What is under way may still be recorded; who only keeps a connection open is not waited for.
          setTimeout(() => server.closeAllConnections(), LAST_ANSWERS).unref();
        });
      await atEnd();
    },
    unused: () => playback.unused().map(({ file }: Stored) => file),
    rewind: playback.rewind,
  };
}

function fromMock(mock: Mock): (asked: Asked) => ReturnType<ReturnType<typeof createPlayback>['handle']> {
  const send = createFetchSend((request) => mock.fetch(request));
  return async ({ method, target, headers, body }) => {
    const { response } = await send({
      method,
      url: mock.url() + target,
      headers,
      body: body.length === 0 ? undefined : body,
    });
    if (!response) throw new Error('the mock threw');
    return response;
  };
}

function otherSpec(specs: readonly Spec[], { all }: Store): string[] {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  return all
    .filter(({ vendor, spec }) => spec !== undefined && spec !== specDigest(byName.get(vendor) as Spec))
    .map(({ file }) => file);
}
