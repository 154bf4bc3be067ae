import { headerOf, type WireResponse } from '../../http/exchange.ts';
import { whyNoPreflight } from '../../http/preflight.ts';
import { askedPath, type IncomingRequest, matchOperation, toStoredRequest } from '../incoming-request.ts';
import { matchKey } from '../match-key.ts';
import type { ProblemResponse } from '../problem-response.ts';
import type { Position } from '../recorder.ts';
import { refusedCredential } from '../refused-credential.ts';
import type { StoredFixture } from '../store/store.ts';
import { type NewFixture, toFixture } from '../to-fixture.ts';
import { differencesOf } from './differences.ts';
import { isExpired } from './expiry.ts';
import { createHandling, type PrintedAsk } from './handling.ts';
import type { PlaybackOptions } from './options.ts';
import type { PlaybackEvent } from './playback-event.ts';
import { printedRequest } from './printed-request.ts';
import {
  expired,
  noAnswer,
  noOperation,
  noRecording,
  notKept,
  notSafe,
  preflightUnknown,
  tooLong,
  usedUp,
} from './refusals.ts';
import { spoil } from './spoil.ts';
import { marked, STEERED_MODES, steer } from './steer.ts';
import { refusalOf, type Step, type UpstreamResponse } from './step.ts';
import { takeAt } from './take-at.ts';
import { createWireResponses } from './wire-responses.ts';

interface Playback {
  /**
   * The response for the client. When it is recorded, the recording is on the disk before the response is given. Rejects
   * when the client has left: what was not asked yet is not asked, and what was not recorded yet is not recorded.
   */
  handle(incoming: IncomingRequest): Promise<WireResponse>;
  /** How many requests have no answer yet. */
  inFlight(): number;
  /** Recordings that were not played so far. */
  unused(): readonly StoredFixture[];
  /** Starts again from the first takes, as if no request had come. */
  rewind(): void;
}

/** Answers requests from recordings or from the real service, as its mode says. */
export function createPlayback(options: PlaybackOptions): Playback {
  const { matcher, store, mode, redactorOf } = options;
  const { handle, tell, refuse, inFlight } = createHandling(options);
  const counts = new Map<string, number>();
  const used = new Set<string>();
  const wireResponseOf = createWireResponses();
  async function answer(incoming: IncomingRequest): Promise<WireResponse> {
    const match = matchOperation(matcher, incoming);
    if ('miss' in match) {
      // Without its query: no operation says which of its parameters are secret.
      const clean = printedRequest(incoming, options);
      if (!options.fallback) {
        const why = whyNoPreflight(matcher, incoming.method, askedPath(incoming), (name) =>
          headerOf(incoming.headers, name),
        );
        return refuse({ incoming, clean }, why ? preflightUnknown(why) : noOperation(matcher, clean));
      }
      return fallBack({ incoming, clean }, options.fallback);
    }
    const { spec, operation } = match.route;
    const request = toStoredRequest(incoming, match);
    const clean = redactorOf(spec).request(request);
    const key = matchKey(operation, clean);
    const takes = store.takes(key);
    // A request without a recording is counted when it has one: whatever else is asked for leaves nothing behind.
    const isCounted = takes.length > 0;
    const step: Step = { incoming, match, spec, operation, request, clean, key, isCounted };
    const steered = STEERED_MODES.includes(mode) ? await steer(step, store, options.plan) : undefined;
    if (!steered) return usual(step, takes);
    if ('problem' in steered) return refuse(step, steered);
    const right = marked(steered.stored ? play(step, steered.stored) : await usual(step, takes), steered);
    return steered.spoils ? spoil(right, steered.spoils) : right;
  }

  async function usual(step: Step, takes: readonly StoredFixture[]): Promise<WireResponse> {
    const { key, isCounted } = step;
    if (mode === 'all') return record(step, 'anew');
    const stored = isCounted ? choose(takes, count(key)) : undefined;
    if (!stored) return missing(step, takes);
    if (options.refused === 'record' && refusalOf(step, stored) !== undefined) return record(step, stored);
    if (options.expiry && isExpired(stored, options.expiry, options.now())) {
      if (options.expiry.action === 'error') return refuse(step, expired(stored));
      if (options.expiry.action === 'record') return record(step, stored);
      return play(step, stored, { isExpired: true });
    }
    return mode === 'compare' ? compare(step, stored) : play(step, stored);
  }

  /** Which of the identical requests this is, from 1. */
  function count(key: string): number {
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    return n;
  }

  /** While recording, one more identical request is the next of a sequence; otherwise the last take is played again. */
  function choose(takes: readonly StoredFixture[], n: number): StoredFixture | undefined {
    return takeAt(takes, n) ?? (options.sequence || mode === 'missing' ? undefined : takes.at(-1));
  }

  function missing(step: Step, takes: readonly StoredFixture[]): Promise<WireResponse> | WireResponse {
    const { spec, clean, key } = step;
    if (mode === 'missing') return record(step, 'next');
    if (mode === 'through') return pass(step);
    if (options.fallback) return fallBack(step, options.fallback);
    const command = options.toRecord(spec);
    return refuse(
      step,
      takes.length > 0 ? usedUp(clean, takes, command) : noRecording(clean, key, store.all, command),
    );
  }

  /** Asks the real service, if it may be asked. */
  async function ask(step: Step): Promise<UpstreamResponse | ProblemResponse> {
    const { incoming, match, spec, operation } = step;
    if (!operation.safe && !options.unsafe) return notSafe(spec, operation);
    stopIfLeft(step);
    const exchange = await needed(options.upstream, options)(incoming, match);
    stopIfLeft(step);
    const { response } = exchange;
    return response ? { exchange, response } : noAnswer(exchange);
  }

  /** Nobody gets the answer to a request whose client has left, so nothing more is done for it. */
  function stopIfLeft({ incoming, clean }: Step): void {
    const { left } = incoming;
    if (!left?.aborted) return;
    tell(incoming, { what: 'aborted', request: clean, status: CLIENT_LEFT });
    throw left.reason;
  }

  /** The response as it would be written to a file. */
  function toNewFixture(
    { spec, operation, request }: Step,
    answered: UpstreamResponse,
  ): NewFixture | ProblemResponse {
    const { exchange, response } = answered;
    // The rest of a body that was too long was not read, so there is nothing whole to record.
    if (response.tooLong) return tooLong(exchange);
    const redactor = redactorOf(spec);
    const made = toFixture(exchange, response, { spec, operation, request, redactor, kind: 'recorded' });
    return typeof made === 'string' ? notKept(exchange, made) : made;
  }

  /** Records a new response. */
  async function record(step: Step, place: Position): Promise<WireResponse> {
    if (place === 'anew') options.recorder?.asked(step.key);
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step, answered);
    const made = toNewFixture(step, answered);
    if ('problem' in made) return refuse(step, made);
    const refusal = mode === 'all' ? undefined : refusedCredential(step.operation, made.fixture.response);
    if (refusal !== undefined) return passRefusal(step, answered, refusal);
    const { file, isRepeat } = await needed(options.recorder, options).save(made, place);
    if (!step.isCounted) count(step.key);
    used.add(file);
    const { status } = answered.response;
    const { greedy } = made;
    const { request } = made.fixture;
    tell(step.incoming, {
      what: isRepeat ? 'repeated' : 'recorded',
      request,
      status,
      file,
      ...(!isRepeat && { greedy }),
    });
    return answered.response;
  }

  /** A first run with a wrong credential would be played for ever. */
  function passRefusal(
    { incoming, clean, spec }: Step,
    { response }: UpstreamResponse,
    refusal: string,
  ): WireResponse {
    const advice = options.toCredential?.(spec) ?? '';
    const why = `${refusal}, so it was not recorded. ${advice}`.trim();
    tell(incoming, { what: 'passed', request: clean, status: response.status, why });
    return response;
  }

  function play(step: Step, stored: StoredFixture, more: Partial<PlaybackEvent> = {}): WireResponse {
    const { response } = stored.read();
    // Each is told once.
    const refusal = used.has(stored.file) ? undefined : refusalOf(step, stored);
    const why = refusal && `${refusal}. To record it again: ${options.toRecord(step.spec)} --refused record`;
    used.add(stored.file);
    tell(step.incoming, {
      what: 'played',
      request: step.clean,
      status: response.status,
      file: stored.file,
      ...(why !== undefined && { why }),
      ...more,
    });
    return wireResponseOf(response);
  }

  async function compare(step: Step, stored: StoredFixture): Promise<WireResponse> {
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step, answered);
    const made = toNewFixture(step, answered);
    if ('problem' in made) return refuse(step, made);
    return play(step, stored, {
      differences: differencesOf(stored.read().response, made.fixture.response),
    });
  }

  async function pass(step: Step): Promise<WireResponse> {
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step, answered);
    if (answered.response.tooLong) return refuse(step, tooLong(answered.exchange));
    tell(step.incoming, { what: 'passed', request: step.clean, status: answered.response.status });
    return answered.response;
  }

  async function fallBack(
    { incoming, clean }: PrintedAsk,
    fallback: NonNullable<PlaybackOptions['fallback']>,
  ): Promise<WireResponse> {
    const response = await fallback(incoming);
    tell(incoming, { what: 'fallback', request: clean, status: response.status });
    return response;
  }

  return {
    handle: (incoming) => handle(incoming, answer),
    inFlight,
    unused: () => store.all.filter((one) => !used.has(one.file) && store.takes(one.key).includes(one)),
    rewind() {
      counts.clear();
      used.clear();
      options.recorder?.rewind();
    },
  };
}

/** As servers note a client that has closed the connection; nobody gets it. */
const CLIENT_LEFT = 499;

function needed<T>(part: T | undefined, { mode }: PlaybackOptions): T {
  if (!part) throw new Error(`the mode ${mode} needs an upstream and a recorder, and one is missing`);
  return part;
}
