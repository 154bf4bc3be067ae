import { FixtureError, RunError } from '../../errors.ts';
import type { Exchange, WireResponse } from '../../http/exchange.ts';
import type { Matcher } from '../../spec/match.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { type Asked, type FoundOperation, matchOperation, toStoredRequest } from '../asked.ts';
import type { StoredRequest, StoredResponse } from '../fixture.ts';
import { matchKey } from '../match-key.ts';
import type { OwnAnswer } from '../own-answer.ts';
import type { Recorder } from '../recorder.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Store, Stored } from '../store/store.ts';
import { toWireResponse } from '../stored-exchange.ts';
import { type NewFixture, toFixture } from '../to-fixture.ts';
import { differencesOf } from './differences.ts';
import { type Expiry, isExpired } from './expiry.ts';
import type { Mode } from './modes.ts';
import {
  expired,
  failed,
  noAnswer,
  noOperation,
  noRecording,
  notKept,
  notSafe,
  tooLong,
  usedUp,
} from './refusals.ts';
import type { Upstream } from './upstream.ts';

interface PlaybackOptions {
  readonly matcher: Matcher;
  readonly store: Store;
  readonly mode: Mode;
  readonly redactorOf: (spec: Spec) => Redactor;
  /** The real service; needed by every mode but `replay`. */
  readonly upstream?: Upstream;
  /** Needed by the modes `all` and `missing`, and by an expiry that records. */
  readonly recorder?: Recorder;
  /** Answers what is not recorded, in the mode `replay`; without it that is refused. */
  readonly fallback?: (asked: Asked) => Promise<WireResponse>;
  /** Refuse what was asked more often than it was recorded, instead of playing the last take again. Default false. */
  readonly sequence?: boolean;
  readonly expiry?: Expiry;
  /** Operations too that the spec does not call safe. Default false. */
  readonly unsafe?: boolean;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** The command that would record a request, for messages. */
  readonly toRecord: (spec: Spec) => string;
  /** Told of each exchange. */
  readonly tell?: (told: Told) => void;
}

export interface Told {
  readonly what: 'recorded' | 'played' | 'passed' | 'fallback' | 'refused';
  /** Without its secrets. */
  readonly request: Pick<StoredRequest, 'method' | 'url'>;
  readonly status: number;
  readonly file?: string;
  /** Why it was refused, in a sentence or two. */
  readonly why?: string;
  /** Older than wished. */
  readonly isExpired?: boolean;
  /** Rules that took out most of the body. */
  readonly greedy?: readonly string[];
  readonly differences?: ReturnType<typeof differencesOf>;
}

interface Playback {
  /** The answer for the client. What is recorded on the way is on the disk before it is given. */
  handle(asked: Asked): Promise<WireResponse>;
  /** Recordings that nobody asked for so far. */
  unused(): readonly Stored[];
  /** From the first takes on again, as if nothing had been asked. */
  rewind(): void;
}

/** One request on its way. */
interface Step {
  readonly asked: Asked;
  readonly found: FoundOperation;
  readonly spec: Spec;
  readonly operation: Operation;
  /** As it came. */
  readonly request: StoredRequest;
  /** As it is matched, written and told of. */
  readonly clean: StoredRequest;
  readonly key: string;
  /** Which of the identical requests it is, from 1. */
  readonly take: number;
}

/** Answers a client from recordings and from the real service, as its mode says. */
export function createPlayback(options: PlaybackOptions): Playback {
  const { matcher, store, mode, redactorOf, tell = () => {} } = options;
  const counts = new Map<string, number>();
  const used = new Set<string>();
  const wireResponses = new WeakMap<StoredResponse, WireResponse>();

  /** A file that cannot be read or written is told as such, and never as if the vendor had said it. */
  async function handle(asked: Asked): Promise<WireResponse> {
    try {
      return await answer(asked);
    } catch (error) {
      if (!(error instanceof RunError || error instanceof FixtureError)) throw error;
      return refuse({ method: asked.method, url: pathOf(asked) }, failed(error));
    }
  }

  async function answer(asked: Asked): Promise<WireResponse> {
    const found = matchOperation(matcher, asked);
    if ('miss' in found) {
      // Without its query: what is secret in it, nobody has said.
      const request = { method: asked.method, url: pathOf(asked) };
      if (!options.fallback) return refuse(request, noOperation(matcher, asked));
      return fallBack(request, options.fallback(asked));
    }
    const { spec, operation } = found.route;
    const request = toStoredRequest(asked, found);
    const clean = redactorOf(spec).request(request);
    const key = matchKey(operation, clean);
    const take = (counts.get(key) ?? 0) + 1;
    counts.set(key, take);
    const step: Step = { asked, found, spec, operation, request, clean, key, take };
    const takes = store.takes(key);
    if (mode === 'all') return record(step, takes[take - 1]);
    const stored = choose(takes, take);
    if (!stored) return missing(step, takes);
    if (options.expiry && isExpired(stored, options.expiry, options.now())) {
      if (options.expiry.action === 'error') return refuse(clean, expired(stored));
      if (options.expiry.action === 'record') return record(step, stored);
      return play(step, stored, { isExpired: true });
    }
    return mode === 'compare' ? compare(step, stored) : play(step, stored);
  }

  /** While recording, one more identical request is the next of a sequence; else the last take holds. */
  function choose(takes: readonly Stored[], take: number): Stored | undefined {
    return takes[take - 1] ?? (options.sequence || mode === 'missing' ? undefined : takes.at(-1));
  }

  function missing(step: Step, takes: readonly Stored[]): Promise<WireResponse> | WireResponse {
    const { asked, spec, clean, key } = step;
    if (mode === 'missing') return record(step, undefined);
    if (mode === 'through') return pass(step);
    if (options.fallback) return fallBack(clean, options.fallback(asked));
    const command = options.toRecord(spec);
    return refuse(
      clean,
      takes.length > 0 ? usedUp(clean, takes, command) : noRecording(clean, key, store.all, command),
    );
  }

  /** Asks the real service, if it may be asked. */
  async function ask({ asked, found, spec, operation }: Step): Promise<Answered | OwnAnswer> {
    if (!operation.safe && !options.unsafe) return notSafe(spec, operation);
    const exchange = await needed(options.upstream, options)(asked, found);
    const { response } = exchange;
    return response ? { exchange, response } : noAnswer(exchange);
  }

  /** The answer as it would be written down. */
  function toRecording({ spec, operation, request }: Step, answered: Answered): NewFixture | OwnAnswer {
    const { exchange, response } = answered;
    // Nobody knows the rest of what was too long, so it is no recording.
    if (response.tooLong) return tooLong(exchange);
    const redactor = redactorOf(spec);
    const made = toFixture(exchange, response, { spec, operation, request, redactor, kind: 'recorded' });
    return typeof made === 'string' ? notKept(exchange, made) : made;
  }

  /** In the place of an older one, where there is one. */
  async function record(step: Step, old: Stored | undefined): Promise<WireResponse> {
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step.clean, answered);
    const recording = toRecording(step, answered);
    if ('problem' in recording) return refuse(step.clean, recording);
    const file = await needed(options.recorder, options).save(recording, old);
    used.add(file);
    const { status } = answered.response;
    tell({ what: 'recorded', request: recording.fixture.request, status, file, greedy: recording.greedy });
    return answered.response;
  }

  function play({ clean }: Step, stored: Stored, more: Partial<Told> = {}): WireResponse {
    const { response } = stored.read();
    used.add(stored.file);
    tell({ what: 'played', request: clean, status: response.status, file: stored.file, ...more });
    return wireResponseOf(response);
  }

  /** Encoding a body costs more than everything else; a recording that is remembered keeps its response. */
  function wireResponseOf(response: StoredResponse): WireResponse {
    const made = wireResponses.get(response) ?? toWireResponse(response);
    wireResponses.set(response, made);
    return made;
  }

  async function compare(step: Step, stored: Stored): Promise<WireResponse> {
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step.clean, answered);
    const recording = toRecording(step, answered);
    if ('problem' in recording) return refuse(step.clean, recording);
    return play(step, stored, {
      differences: differencesOf(stored.read().response, recording.fixture.response),
    });
  }

  async function pass(step: Step): Promise<WireResponse> {
    const answered = await ask(step);
    if ('problem' in answered) return refuse(step.clean, answered);
    if (answered.response.tooLong) return refuse(step.clean, tooLong(answered.exchange));
    tell({ what: 'passed', request: step.clean, status: answered.response.status });
    return answered.response;
  }

  async function fallBack(request: Told['request'], answer: Promise<WireResponse>): Promise<WireResponse> {
    const response = await answer;
    tell({ what: 'fallback', request, status: response.status });
    return response;
  }

  function refuse(request: Told['request'], { response, problem }: OwnAnswer): WireResponse {
    tell({ what: 'refused', request, status: response.status, why: `${problem.title}: ${problem.detail}` });
    return response;
  }

  return {
    handle,
    unused: () => store.all.filter((one) => !used.has(one.file) && store.takes(one.key).includes(one)),
    rewind() {
      counts.clear();
      used.clear();
    },
  };
}

function pathOf({ target }: Asked): string {
  return target.split('?', 1)[0] as string;
}

interface Answered {
  readonly exchange: Exchange;
  readonly response: WireResponse;
}

function needed<T>(part: T | undefined, { mode }: PlaybackOptions): T {
  if (!part) throw new Error(`the mode ${mode} lacks what it works with`);
  return part;
}
