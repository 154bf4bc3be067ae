import { createReplay, type Replay, type ReplayOptions } from '../create-playback.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { EXPIRED } from '../record/playback/expiry.ts';
import type { Told } from '../record/playback/playback.ts';
import { toExpiry } from './age.ts';
import { joinOr, readOptions, toChoice, toSeed, toWhole } from './options.ts';
import { linesOf, otherSpecLines } from './record.ts';

const FALLBACKS = ['error', 'mock', 'upstream'] as const;

export const REPLAY_USAGE = `${PROGRAM} replay [folder|file …] [options]

Serves recordings at the same addresses as confab mock: status, headers and bodies as they were recorded.
Without a path it serves the folder fixtures, and where there is none the vendors' documented examples.

  --spec file             an OpenAPI document that recordings were made with, beside the built-in ones (repeatable)
  --fallback error        what answers what was not recorded: error names the nearest recordings,
                          mock generates an answer, upstream asks --url
  --sequence              refuse what is asked more often than it was recorded; else the last answer is repeated
  --url https://…         the real service, for --fallback upstream and --expired record
  --max-age 30d           recordings older than this have expired: s, m, h or d
  --expired warn          what becomes of them: ${joinOr(EXPIRED)}
  --freeze                the mock's clock stands still at the time of the newest recording
  --seed 1, --rows 237    of the mock
  --port 4010             the port; 0 finds a free one
  --host 127.0.0.1        the address to listen on
  --redact rule, --keep rule
                          as they were recorded: requests are compared without their secrets
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                end with an error when a recording was not asked for`;

const OPTIONS = {
  spec: { type: 'string', multiple: true },
  fallback: { type: 'string' },
  sequence: { type: 'boolean' },
  url: { type: 'string' },
  'max-age': { type: 'string' },
  expired: { type: 'string' },
  freeze: { type: 'boolean' },
  seed: { type: 'string' },
  rows: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
} as const;

/** Serves recordings until `io.stopped` settles; then says which of them nobody asked for. */
export async function runReplay(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('replay', OPTIONS, args);
  let refused = 0;
  const options: ReplayOptions = {
    ...(positionals.length > 0 && { fixtures: positionals }),
    ...(values.spec && { specs: values.spec }),
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    fallback: toChoice('fallback', values.fallback ?? 'error', FALLBACKS),
    sequence: values.sequence ?? false,
    ...(values.url !== undefined && { url: values.url }),
    ...toExpiry(values['max-age'], values.expired),
    freeze: values.freeze ?? false,
    mock: {
      ...(values.seed !== undefined && { seed: toSeed(values.seed) }),
      ...(values.rows !== undefined && { rows: toWhole('rows', values.rows, 0, 1_000_000_000) }),
    },
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    env: io.env ?? process.env,
    tell(told: Told) {
      if (told.what === 'refused') refused += 1;
      for (const line of linesOf(told)) io.err(line);
    },
  };
  const port = toWhole('port', values.port ?? '4010', 0, 65_535);
  const replay = await createReplay(options);
  const { url } = await replay.listen({ port, host: values.host ?? '127.0.0.1' });
  io.out(toBanner(replay, url));
  await io.stopped;
  await replay.close();
  const unused = replay.unused();
  io.out(toSummary(replay.size, unused, refused));
  return refused > 0 || (values.strict && unused.length > 0) ? EXIT.run : EXIT.ok;
}

function toBanner(replay: Replay, url: string): string {
  const { size, specs } = replay;
  const vendors = specs.map(({ name }) => name).join(', ');
  return [
    `confab plays ${size} recording${size === 1 ? '' : 's'} on ${url}, of ${vendors}`,
    `  in the place of a vendor's origin: ${url}, or ${url}/<vendor>; Ctrl-C ends it`,
    ...(size === 0 ? [`  there is none in this folder: ${PROGRAM} record writes some`] : []),
    ...otherSpecLines(replay),
  ].join('\n');
}

const MOST_NAMED = 20;

/** What was refused comes first: a recording that was not asked for may only be its consequence. */
function toSummary(size: number, unused: readonly string[], refused: number): string {
  const lines = refused > 0 ? [`${refused} request${refused === 1 ? ' was' : 's were'} refused`] : [];
  if (unused.length === 0)
    return [...lines, size === 0 ? 'there was no recording' : `all ${size} recordings were played`].join(
      '\n',
    );
  lines.push(`${unused.length} of ${size} recordings were not asked for:`);
  lines.push(...unused.slice(0, MOST_NAMED).map((file) => `  ${file}`));
  if (unused.length > MOST_NAMED) lines.push(`  and ${unused.length - MOST_NAMED} more`);
  return lines.join('\n');
}
