import { createReplay } from '../create-playback.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import type { ReplayOptions } from '../playback-options.ts';
import { PROGRAM } from '../program.ts';
import { EXPIRED } from '../record/playback/expiry.ts';
import type { PlaybackEvent } from '../record/playback/playback-event.ts';
import type { Replay } from '../to-replay.ts';
import { ADMIN_HELP, toAdmin, tokenLine } from './admin.ts';
import { toExpiry } from './age.ts';
import { withCorsValue } from './cors.ts';
import { joinOr, readOptions, toChoice, toSeed, toWhole } from './options.ts';
import { linesOf, otherSpecLines } from './playback-lines.ts';
import { toRows } from './rows-option.ts';
import { toWarn } from './to-warn.ts';
import { untilStopped } from './until-stopped.ts';

const FALLBACKS = ['error', 'mock', 'upstream'] as const;

export const REPLAY_USAGE = `${PROGRAM} replay [folder|file …] [options]

Serves recordings at the addresses of the mock: status, headers and bodies as they were recorded.
Without a path it serves the folder fixtures or, if there is none, the vendors' documented examples.

  --spec file             an OpenAPI document of your own that recordings were made with (repeatable)
  --fallback error        what answers a request that was not recorded: error refuses it and names the nearest
                          recordings, mock generates an answer, upstream asks --url
  --sequence              refuse a request that comes more often than it was recorded, instead of repeating
                          the last answer
  --url https://…         the real service, for --fallback upstream and --expired record
  --max-age 30d           how old a recording may be; older ones have expired. In s, m, h or d
  --expired warn          what to do about expired recordings: ${joinOr(EXPIRED)}
  --freeze                stop the clock of --fallback mock at the time of the newest recording
  --seed 1, --rows 237    the seed and the rows of --fallback mock
  --port 4010             the port; 0 finds a free one
  --host 127.0.0.1        the address to listen on
  --allow-host name       also answer requests for this host: name or *.name (repeatable). Needed where clients
                          reach it by a name of its own, such as a service's in a container
  --allow-origin origin   let pages of this origin ask although your key is added: scheme://host[:port], or *
                          for every page on the web (repeatable)
  --cors [origin]         let pages of this origin read the answers, of every origin without one (repeatable); a preflight
                          is answered unless the vendor's own answer is known. Where your key is added, pages need
                          --allow-origin, too
${ADMIN_HELP}
  --redact rule, --keep rule
                          as when it was recorded: requests are compared without their secrets
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning
  --require-used          end with exit code 3 when a recording was never asked for`;

const OPTIONS = {
  spec: { type: 'string', multiple: true },
  fallback: { type: 'string' },
  sequence: { type: 'boolean' },
  url: { type: 'string' },
  'max-age': { type: 'string' },
  expired: { type: 'string' },
  freeze: { type: 'boolean' },
  seed: { type: 'string' },
  rows: { type: 'string', multiple: true },
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  cors: { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  admin: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  'require-used': { type: 'boolean' },
} as const;

/** Serves recordings until `io.stopped` settles; then prints which of them nobody asked for. */
export async function runReplay(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('replay', OPTIONS, withCorsValue(args));
  let refused = 0;
  const host = values.host ?? '127.0.0.1';
  const { admin, made } = toAdmin(values.admin, host, io.env ?? process.env);
  const options: ReplayOptions = {
    ...(positionals.length > 0 && { fixtures: positionals }),
    ...(values.spec && { specs: values.spec }),
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    strict: values.strict ?? false,
    allowHosts: values['allow-host'] ?? [],
    cors: values.cors ?? [],
    allowOrigins: values['allow-origin'] ?? [],
    ...(admin !== undefined && { admin }),
    fallback: toChoice('fallback', values.fallback ?? 'error', FALLBACKS),
    sequence: values.sequence ?? false,
    ...(values.url !== undefined && { url: values.url }),
    ...toExpiry(values['max-age'], values.expired),
    freeze: values.freeze ?? false,
    mock: {
      ...(values.seed !== undefined && { seed: toSeed(values.seed) }),
      ...toRows(values.rows ?? [], []),
    },
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    env: io.env ?? process.env,
    warn: toWarn(io),
    tell(told: PlaybackEvent) {
      if (told.what === 'refused') refused += 1;
      for (const line of linesOf(told)) io.err(line);
    },
  };
  const port = toWhole('port', values.port ?? '4010', 0, 65_535);
  const replay = await createReplay(options);
  const { url } = await replay.listen({ port, host });
  if (made !== undefined) io.out(tokenLine(made, false));
  io.out(toBanner(replay, url));
  const cut = await untilStopped(replay, io);
  const unused = replay.unused();
  io.out(toSummary(replay.size, unused, refused));
  return refused + cut > 0 || (values['require-used'] && unused.length > 0) ? EXIT.run : EXIT.ok;
}

function toBanner(replay: Replay, url: string): string {
  const { size, specs } = replay;
  const vendors = specs.map(({ name }) => name).join(', ');
  return [
    `confab replays ${size} recording${size === 1 ? '' : 's'} on ${url}, of ${vendors}`,
    `  replace a vendor's origin by ${url}, or by ${url}/<vendor>; Ctrl-C ends it`,
    ...(size === 0 ? [`  this folder has none yet: ${PROGRAM} record makes them`] : []),
    ...otherSpecLines(replay),
  ].join('\n');
}

const MOST_NAMED = 20;

/** Refusals come first: they may be why a recording was not asked for. */
function toSummary(size: number, unused: readonly string[], refused: number): string {
  const lines = refused > 0 ? [`${refused} request${refused === 1 ? ' was' : 's were'} refused`] : [];
  if (unused.length === 0) return [...lines, allPlayed(size)].join('\n');
  lines.push(`${unused.length} of ${size} recordings were not asked for:`);
  lines.push(...unused.slice(0, MOST_NAMED).map((file) => `  ${file}`));
  if (unused.length > MOST_NAMED) lines.push(`  and ${unused.length - MOST_NAMED} more`);
  return lines.join('\n');
}

function allPlayed(size: number): string {
  if (size === 0) return 'there was no recording';
  return size === 1 ? 'the one recording was played' : `all ${size} recordings were played`;
}
