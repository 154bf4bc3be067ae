import type { RequestListener } from 'node:http';
import { emitWarning } from 'node:process';
import type { ExpectedCalls } from './control/expected-calls.ts';
import type { Fault } from './control/fault.ts';
import type { WhichEntries } from './control/journal-reader.ts';
import type { PlannedFault } from './control/plan.ts';
import type { ShownEntry } from './control/shown-entry.ts';
import type { Verification } from './control/verify-calls.ts';
import { UsageError } from './errors.ts';
import { toAllowedHost } from './http/allowed-hosts.ts';
import { toAllowedOrigin } from './http/allowed-origins.ts';
import { type EndOptions, LAST_ANSWERS } from './http/drain.ts';
import { createHolds } from './http/holds.ts';
import type { Interception, InterceptOptions } from './http/intercept.ts';
import { toOriginForm } from './http/request-target.ts';
import { type Serving, serve } from './http/serve.ts';
import type { TurnedAway } from './http/turned-away.ts';
import { isControlPath, type PlaybackControl } from './playback-control.ts';
import type { CommonOptions } from './playback-options.ts';
import type { createPlayback } from './record/playback/playback.ts';
import { createWireListener } from './record/serve-wire.ts';
import { specDigest } from './record/spec-digest.ts';
import type { Store } from './record/store/store.ts';
import { toIncomingRequest, toResponse } from './record/web.ts';
import { createMatcher } from './spec/match.ts';
import type { Spec } from './spec/spec.ts';

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
  /** Answers the requests that this process sends to the vendors' own origins, as the mock does. */
  intercept(options?: InterceptOptions): Promise<Interception>;
  /** What was asked, what was answered and from where: without secrets, examined, the newest last. */
  journal(which?: WhichEntries): Promise<ShownEntry[]>;
  /** Whether these calls came; if not, the nearest requests with what differed. */
  verify(expected: ExpectedCalls): Promise<Verification>;
  /**
   * What its requests get from now on: recordings by `example` (the file's name) or `code`, or a `wait`. Rejects with a
   * UsageError that says what is wrong, and where it is a recorder.
   */
  plan(faults: readonly Fault[]): Promise<PlannedFault[]>;
  /** The plan, with how often each fault fired and whether it is used up. */
  planned(): PlannedFault[];
  /** Stops listening as the mock does. */
  close(options?: EndOptions): Promise<number>;
  /** How many recordings there are. */
  readonly size: number;
  /** The newest recording's time in epoch milliseconds, to freeze a test's own clock at; undefined without any. */
  readonly recordedAt: number | undefined;
  /** The files of the recordings that were made against another version of their spec. */
  readonly otherSpec: readonly string[];
  /** The files of the recordings that were not played so far. */
  unused(): readonly string[];
  /** Starts again from the first takes, as if no request had come. */
  rewind(): void;
}

/** How long the work at the end may take at least, in milliseconds, however long answers were waited for. */
const LEAST_END = 2000;

type EntryOptions = Pick<CommonOptions, 'allowHosts' | 'allowOrigins' | 'cors' | 'warn' | 'tell'> & {
  readonly control: PlaybackControl;
  /** Whose keys are added to requests. */
  readonly lent: readonly string[];
};

/**
 * A playback as a server that can be listened to. `atEnd` is called when it is closed, with the milliseconds that it may
 * take and the number of requests whose answer was not waited for.
 */
export function toReplay(
  specs: readonly Spec[],
  store: Store,
  playback: ReturnType<typeof createPlayback>,
  recordedAt: number | undefined,
  {
    allowHosts = [],
    allowOrigins = [],
    cors = [],
    control,
    lent,
    warn = emitWarning,
    tell = () => {},
  }: EntryOptions,
  atEnd: (within: number, unanswered: number) => Promise<void>,
): Replay {
  allowHosts.forEach(toAllowedHost);
  for (const one of allowOrigins) toAllowedOrigin(one);
  for (const one of cors) toAllowedOrigin(one, 'cors');
  let listening: Serving | undefined;
  const holds = createHolds();
  const interceptions: Interception[] = [];
  const onRefused = (method: string, target: string, why: TurnedAway) =>
    tell({
      what: 'refused',
      request: { method, url: shortened(target.split('?', 1)[0] as string) },
      status: why.status,
      why: `${why.title}: ${why.detail}`,
    });
  const replay: Replay = {
    specs,
    size: store.all.length,
    recordedAt,
    otherSpec: otherSpec(specs, store),
    async fetch(input, init) {
      const request = input instanceof Request && !init ? input : new Request(input, init);
      if (isControlPath(new URL(request.url).pathname)) return control.fetch(request);
      const response = await playback.handle(await toIncomingRequest(request));
      if (!response.transport) return toResponse(response, request.method);
      const { toBrokenResponse } = await import('./http/broken-transport.ts');
      const { status, headers, body, transport } = response;
      return toBrokenResponse(
        { status, headers: Object.fromEntries(headers), body },
        transport,
        request.signal,
        holds,
      );
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
      const play = createWireListener(playback.handle, onRefused, holds);
      const listener: RequestListener = (incoming, outgoing) =>
        (isControlPath(toOriginForm(incoming.url ?? '/')) ? control.listener : play)(incoming, outgoing);
      const open = cors.length > 0 ? { origins: cors, matcher: createMatcher(specs) } : undefined;
      listening = await serve(listener, {
        port,
        host,
        allowHosts,
        allowOrigins,
        cors: open,
        lent,
        warn,
        onRefused,
      });
      return { url: listening.url, port: listening.port };
    },
    async intercept(options) {
      const [{ intercept }, { asInterceptor }] = await Promise.all([
        import('./http/intercept.ts'),
        import('./http/interceptors.ts'),
      ]);
      // A recorder asks the real service, at the very origin that is intercepted.
      const listener = createWireListener(
        (asked) => asInterceptor(() => playback.handle(asked)),
        onRefused,
        holds,
      );
      const at = { port: 0, host: '127.0.0.1', unref: true, allowOrigins, lent, onRefused };
      const made = await intercept(
        { specs, fetch: replay.fetch, listen: (names) => serve(listener, { ...at, allowHosts: names }) },
        options,
      );
      interceptions.push(made);
      return made;
    },
    async close(options) {
      for (const made of interceptions.splice(0)) made.restore();
      const closing = listening;
      listening = undefined;
      const start = performance.now();
      const within = options?.within ?? LAST_ANSWERS;
      let unanswered = 0;
      const onCut = (answers: number) => {
        unanswered = playback.inFlight();
        options?.onCut?.(answers);
      };
      holds.release();
      const cut = (await closing?.close({ ...options, onCut, endless: control.endless })) ?? 0;
      control.endless.end();
      holds.resume();
      await atEnd(Math.max(within - (performance.now() - start), LEAST_END), unanswered);
      return cut;
    },
    journal: async (which) => (await control.reader()).entries(control.scope.journal, which),
    verify: async (expected) => (await control.reader()).verify(control.scope.journal, expected),
    plan: (faults) => control.plan(faults),
    planned: () => control.scope.plan.report(),
    unused: () => playback.unused().map(({ file }) => file),
    rewind: playback.rewind,
  };
  return replay;
}

/** A stranger's path, of which the log repeats no more than it needs. */
function shortened(path: string): string {
  return path.length > MOST_SHOWN ? `${path.slice(0, MOST_SHOWN)}…` : path;
}

const MOST_SHOWN = 200;

function otherSpec(specs: readonly Spec[], { all }: Store): string[] {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  return all
    .filter(({ vendor, spec }) => spec !== undefined && spec !== specDigest(byName.get(vendor) as Spec))
    .map(({ file }) => file);
}
