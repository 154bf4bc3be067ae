import { existsSync } from 'node:fs';
import { emitWarning } from 'node:process';
import { RunError, UsageError } from './errors.ts';
import type { EndOptions } from './http/drain.ts';
import { createFetchSend } from './http/fetch-send.ts';
import { createMock } from './mock/create-mock.ts';
import type { Mock } from './mock/mock.ts';
import { createPlaybackControl } from './playback-control.ts';
import type { RecordOptions, ReplayOptions } from './playback-options.ts';
import {
  createRedactors,
  DEFAULT_FOLDER,
  defaultFolder,
  lentKeys,
  pick,
  toCredentialAdvice,
  toRecordCommand,
  toRecorder,
  toUpstream,
} from './playback-parts.ts';
import type { IncomingRequest } from './record/incoming-request.ts';
import { createPlayback } from './record/playback/playback.ts';
import type { Redactor } from './record/redactor.ts';
import { checkFolder } from './record/store/check-folder.ts';
import { findFiles } from './record/store/find-files.ts';
import { createStore } from './record/store/store.ts';
import { removeAbandoned } from './record/store/write-file.ts';
import { builtinNames } from './spec/builtin.ts';
import { loadSpecs } from './spec/load-specs.ts';
import { createMatcher } from './spec/match.ts';
import { plural } from './text/plural.ts';
import { type Replay, toReplay } from './to-replay.ts';

/** A replay that records what is missing. */
export interface Recording extends Replay {
  /** The files that were written so far. */
  written(): readonly string[];
  /** How often each rule redacted something. */
  redactions(): ReturnType<Redactor['counts']>;
  /** The files that were removed at the end: in the mode `all`, later takes of requests that did not come as often again. */
  removed(): readonly string[];
  /** What there was no time for at the end, each in a sentence. */
  left(): readonly string[];
  /**
   * Stops listening as the mock does, and searches all written files for credentials. Throws a RunError when it finds
   * one.
   */
  close(options?: EndOptions): Promise<number>;
}

/** Opens recordings for playing. Throws a UsageError for a path that does not exist, and a FixtureError for a file that is not a fixture. */
export async function createReplay(options: ReplayOptions = {}): Promise<Replay> {
  const { fallback = 'error', now = Date.now } = options;
  const needsReal = fallback === 'upstream' || options.expiry?.action === 'record';
  if (options.url !== undefined && !needsReal)
    throw new UsageError(
      'url: the real service is asked with --fallback upstream, or with --max-age and --expired record',
    );
  const vendors = [...(options.vendors ?? builtinNames()), ...(options.specs ?? [])];
  const { warn = emitWarning } = options;
  // The mock tells what is wrong in the documents, too.
  const specs = await loadSpecs({ ...options, vendors, warn: fallback === 'mock' ? undefined : warn });
  const store = createStore(findFiles(options.fixtures ?? [defaultFolder()]), specs);
  const newest = store.all.reduce<number | undefined>((time, { at }) => Math.max(time ?? at, at), undefined);
  const clock = options.freeze && newest !== undefined ? { now: newest, clock: () => newest } : {};
  const mock =
    fallback === 'mock'
      ? await createMock({
          vendors,
          ...pick(options, ['profiles', 'overlays', 'strict', 'warn']),
          ...options.mock,
          ...clock,
        })
      : undefined;
  const redactorOf = createRedactors(specs, options);
  const upstream = needsReal ? toUpstream(specs, options) : undefined;
  const lent = needsReal ? lentKeys(specs, options) : [];
  const folder = options.fixtures?.[0] ?? DEFAULT_FOLDER;
  const recorder = needsReal ? toRecorder(specs, store, folder, redactorOf) : undefined;
  const matcher = createMatcher(specs);
  const control = createPlaybackControl({
    checkPlan: async (faults) =>
      (await import('./record/playback/check-plan.ts')).checkPlan(faults, specs, store.all),
    ...{ specs, matcher, mode: 'replay', now, url: () => replay.url(), rewind: () => playback.rewind() },
    ...pick(options, ['admin', 'allowOrigins', 'redact', 'keep']),
  });
  const playback = createPlayback({
    matcher,
    store,
    served: control.served,
    plan: control.scope.plan,
    mode: fallback === 'upstream' ? 'through' : 'replay',
    redactorOf,
    ...(upstream && { upstream }),
    ...(recorder && { recorder }),
    ...(mock && { fallback: fromMock(mock) }),
    ...pick(options, ['sequence', 'expiry', 'tell']),
    toCredential: (spec) => toCredentialAdvice(spec, options),
    now,
    toRecord: (spec) => toRecordCommand(spec, folder),
  });
  const atEnd = async (within: number) => {
    const end = await recorder?.end(within);
    if (end && end.leaked.length > 0) throw new RunError(end.leaked.join('\n'));
  };
  const replay = toReplay(specs, store, playback, newest, { ...options, control, lent }, atEnd);
  return replay;
}

/** Stands between a client and the real service, and records. Throws as createReplay does. */
export async function createRecording(options: RecordOptions): Promise<Recording> {
  const { mode = 'missing', out = DEFAULT_FOLDER, now = Date.now } = options;
  const specs = await loadSpecs({ ...options, warn: options.warn ?? emitWarning });
  const needsReal = mode !== 'replay' || options.expiry?.action === 'record' || options.refused === 'record';
  if (!existsSync(out) && (mode === 'replay' || mode === 'compare'))
    throw new UsageError(
      `there is no folder ${out} to ${mode === 'replay' ? 'replay from' : 'compare with'}`,
    );
  checkFolder(out);
  if (needsReal) await removeAbandoned(out, now());
  const store = createStore(existsSync(out) ? findFiles([out]) : [], specs, {
    others: 'skip',
    documented: mode === 'replay' || mode === 'through' ? 'play' : 'skip',
  });
  const redactorOf = createRedactors(specs, options);
  const recorder = toRecorder(specs, store, out, redactorOf);
  const upstream = needsReal ? toUpstream(specs, options) : undefined;
  const lent = needsReal ? lentKeys(specs, options) : [];
  const matcher = createMatcher(specs);
  const control = createPlaybackControl({
    ...{ specs, matcher, mode: 'record', now, url: () => replay.url(), rewind: () => playback.rewind() },
    ...pick(options, ['admin', 'allowOrigins', 'redact', 'keep']),
  });
  const playback = createPlayback({
    matcher,
    store,
    served: control.served,
    mode,
    redactorOf,
    recorder,
    ...(upstream && { upstream }),
    ...pick(options, ['unsafe', 'refused', 'expiry', 'tell']),
    toCredential: (spec) => toCredentialAdvice(spec, options),
    now,
    toRecord: (spec) => toRecordCommand(spec, out),
  });
  const removed: string[] = [];
  const left: string[] = [];
  const replay = toReplay(
    specs,
    store,
    playback,
    undefined,
    { ...options, control, lent },
    async (within, unanswered) => {
      const end = await recorder.end(within);
      removed.push(...end.removed);
      if (unanswered > 0)
        left.push(`${plural(unanswered, 'answer')} of the real service did not come in time`);
      left.push(...end.left);
      if (end.leaked.length > 0) throw new RunError(end.leaked.join('\n'));
    },
  );
  return {
    ...replay,
    get size() {
      return store.all.length;
    },
    written: recorder.written,
    removed: () => removed,
    left: () => left,
    redactions: () => specs.flatMap((spec) => redactorOf(spec).counts()),
  };
}

function fromMock(
  mock: Mock,
): (request: IncomingRequest) => ReturnType<ReturnType<typeof createPlayback>['handle']> {
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
