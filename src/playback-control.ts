import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { assertAdmin } from './control/admin.ts';
import type { Fault } from './control/fault.ts';
import type { Control } from './control/guard-control.ts';
import { createJournals } from './control/journal.ts';
import type { JournalReader } from './control/journal-reader.ts';
import { createPlan, type PlannedFault } from './control/plan.ts';
import { createScope, DEFAULT_SCOPE, type Scope } from './control/scope.ts';
import { createScopes } from './control/scopes.ts';
import type { ServedResponse } from './control/served-exchange.ts';
import { UsageError } from './errors.ts';
import { headerOf, type WireResponse } from './http/exchange.ts';
import { isLoopback } from './http/host-name.ts';
import type { CommonOptions } from './playback-options.ts';
import { matchOperation } from './record/incoming-request.ts';
import type { PlaybackOptions } from './record/playback/options.ts';
import type { Matcher } from './spec/match.ts';
import type { Spec } from './spec/spec.ts';

/** What a recorder or a replay remembers and shows of itself under /_confab. */
export interface PlaybackControl {
  /** Takes note of each answer. */
  readonly served: NonNullable<PlaybackOptions['served']>;
  readonly scope: Scope;
  readonly reader: () => Promise<JournalReader>;
  /** Throws a UsageError for what cannot be planned; a recorder has no plan. */
  plan(faults: readonly unknown[]): Promise<PlannedFault[]>;
  /** Event streams, which a server that ends does not wait for. */
  readonly endless: { count(): number; end(): void };
  /** Answers a request for what begins with /_confab. */
  fetch(request: Request): Promise<Response>;
  /** The same over a port. */
  listener: RequestListener;
}

interface ControlOptions extends Pick<CommonOptions, 'admin' | 'allowOrigins' | 'redact' | 'keep'> {
  readonly specs: readonly Spec[];
  readonly matcher: Matcher;
  readonly mode: 'record' | 'replay';
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** The address that is listened on, or a made-up one. */
  readonly url: () => string;
  /** Takes the faults of a plan; a recorder has none. */
  readonly checkPlan?: (faults: readonly unknown[]) => Promise<Fault[]>;
  /** Starts again from the first takes. */
  readonly rewind: () => void;
}

/** Whether a path is one of the server's own. */
export function isControlPath(path: string): boolean {
  return /^\/_confab(?:\/|\?|$)/.test(path);
}

export function createPlaybackControl(options: ControlOptions): PlaybackControl {
  const { specs, matcher, mode, now, url, admin, allowOrigins = [] } = options;
  assertAdmin(admin);
  const journals = createJournals();
  const scopes = createScopes({
    make: (name): Scope => {
      const scope = createScope(name, { journal: journals.create(), plan: createPlan([], now) });
      const reset = () => {
        options.rewind();
        scope.reset();
      };
      return { ...scope, reset };
    },
  });
  const headersMade = new WeakMap<WireResponse, ServedResponse>();
  let count = 0;
  let guarded: Control | undefined;
  let madeReader: Promise<JournalReader> | undefined;

  const reader = () => {
    madeReader ??= import('./control/journal-reader.ts').then(({ createJournalReader }) => {
      const examine = async () => (await import('./examine-served.ts')).createExamine(specs, 'documented');
      const { redact = [], keep = [] } = options;
      return createJournalReader({ specs, examine, redact, keep });
    });
    return madeReader;
  };

  async function fetch(request: Request): Promise<Response> {
    const [{ createControl }, { guardControl }, { playbackRoutes }] = await Promise.all([
      import('./control/api/control.ts'),
      import('./control/guard-control.ts'),
      import('./control/api/playback-routes.ts'),
    ]);
    const routes = playbackRoutes({ specs, scopes, reader, mode, checkPlan: options.checkPlan });
    guarded ??= guardControl(createControl(routes, LACKS), {
      admin,
      allowOrigins,
      isReached: () => isReached(new URL(url()).hostname),
    });
    return guarded(request, new URL(request.url).pathname);
  }

  /** A played answer is the same one each time. */
  function toServedResponse(response: WireResponse): ServedResponse {
    const known = headersMade.get(response);
    if (known) return known;
    const { status, headers, body } = response;
    const names = new Set(headers.map(([name]) => name.toLowerCase()));
    const made = {
      status,
      headers: Object.fromEntries([...names].map((name) => [name, headerOf(headers, name) ?? ''])),
      body,
    };
    headersMade.set(response, made);
    return made;
  }

  let listener: Promise<RequestListener> | undefined;
  return {
    scope: scopes.base,
    async plan(faults) {
      if (!options.checkPlan) throw new UsageError('plan: only a mock and a replay have one');
      scopes.base.plan.set(await options.checkPlan(faults));
      return scopes.base.plan.report();
    },
    reader,
    fetch,
    endless: { count: () => journals.following, end: journals.end },
    served(incoming, response, event, ms) {
      const match = matchOperation(matcher, incoming);
      const cause = headerOf(response.headers, 'x-confab-cause');
      const fault = headerOf(response.headers, 'x-confab-fault');
      count += 1;
      scopes.base.served({
        n: count,
        at: now() - ms,
        ms,
        scope: DEFAULT_SCOPE,
        method: incoming.method,
        target: incoming.target,
        headers: incoming.headers.flat(),
        body: incoming.body,
        ...(!('miss' in match) && { spec: match.route.spec, operation: match.route.operation }),
        response: toServedResponse(response),
        why: {
          ...(cause !== undefined && { cause: cause.split(';', 1)[0] as string }),
          ...(event?.why !== undefined && { reason: event.why }),
          ...(event && { playback: event.what }),
          ...(event?.file !== undefined && { recording: event.file }),
          ...(fault !== undefined && { fault }),
        },
        hints: [],
      });
    },
    listener(incoming: IncomingMessage, outgoing: ServerResponse) {
      listener ??= import('@hono/node-server').then(({ getRequestListener }) =>
        getRequestListener(fetch, { overrideGlobalObjects: false, hostname: 'localhost' }),
      );
      listener.then((answer) => answer(incoming, outgoing));
    },
  };
}

/** What ends with .localhost leads to this machine (RFC 6761, 6.3); in-process there is no other address. */
function isReached(name: string): boolean {
  return !name.endsWith('.localhost') && !isLoopback(name);
}

const LACKS =
  'A recorder and a replay have one scope, default, with its journal, and a replay has a plan; only a mock has rows and more scopes.';
