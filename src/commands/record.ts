import { variablesOf } from '../auth/environment.ts';
import { createRecording, type Recording, type RecordOptions } from '../create-playback.ts';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { EXPIRED } from '../record/playback/expiry.ts';
import { MODE_NAMES, MODES } from '../record/playback/modes.ts';
import type { Told } from '../record/playback/playback.ts';
import { toExpiry } from './age.ts';
import { joinOr, readOptions, toChoice, toWhole } from './options.ts';

export const RECORD_USAGE = `${PROGRAM} record <vendor|spec.yaml> --url https://… [options]

Stands between your program and the real service, answers as the service does and writes every exchange
down, without its secrets: one readable file each. Point your program at the address that is printed.

  --url https://…         the real service, in the place of the spec's server
  --out fixtures          the folder of the recordings
  --mode missing          what is asked and what is recorded:
${MODE_NAMES.map((name) => `                            ${name.padEnd(8)} ${wrapped(MODES[name])}`).join('\n')}
  --port 4010             the port; 0 finds a free one
  --host 127.0.0.1        the address to listen on
  --redact rule           take out more: header:X-Name, query:name, body:/data/*/phone, with request. or
                          response. in front where it is meant for one of them only (repeatable)
  --keep rule             switch a default rule off, such as email or phone (repeatable)
  --max-age 30d           recordings older than this have expired: s, m, h or d
  --expired warn          what becomes of them: ${joinOr(EXPIRED)}
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --timeout 30000         how long the real service may take, in milliseconds
  --unsafe                pass on operations too that the spec does not call safe

Credentials in the environment (${PROGRAM} check --help lists them) take the place of your program's, which may
then send any. Without them your program's own go through; a signature never does, as it is for another host.`;

const OPTIONS = {
  url: { type: 'string' },
  out: { type: 'string' },
  mode: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  'max-age': { type: 'string' },
  expired: { type: 'string' },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  timeout: { type: 'string' },
  unsafe: { type: 'boolean' },
} as const;

/** Records until `io.stopped` settles; then says what was written and taken out. */
export async function runRecord(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('record', OPTIONS, args);
  const [vendor] = positionals;
  if (vendor === undefined || positionals.length > 1)
    throw new UsageError(
      `name one vendor, or one OpenAPI document: ${PROGRAM} record <vendor> --url https://…`,
    );
  const tally = { recorded: 0, played: 0, passed: 0, fallback: 0, refused: 0 } satisfies Record<
    Told['what'],
    number
  >;
  let differing = 0;
  const options: RecordOptions = {
    vendors: [vendor],
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    ...(values.url !== undefined && { url: values.url }),
    ...(values.out !== undefined && { out: values.out }),
    mode: toChoice('mode', values.mode ?? 'missing', MODE_NAMES),
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    ...(values.timeout !== undefined && { timeout: toWhole('timeout', values.timeout, 1, 3_600_000) }),
    ...toExpiry(values['max-age'], values.expired),
    unsafe: values.unsafe ?? false,
    env: io.env ?? process.env,
    tell(told) {
      tally[told.what] += 1;
      if (told.differences && told.differences.length > 0) differing += 1;
      for (const line of linesOf(told)) io.err(line);
    },
  };
  const port = toWhole('port', values.port ?? '4010', 0, 65_535);
  const recording = await createRecording(options);
  const { url } = await recording.listen({ port, host: values.host ?? '127.0.0.1' });
  io.out(toBanner(recording, url, options));
  await io.stopped;
  try {
    await recording.close();
  } finally {
    io.out(toSummary(recording, tally));
  }
  if (differing > 0) return EXIT.contract;
  return tally.refused > 0 ? EXIT.run : EXIT.ok;
}

function toBanner(recording: Recording, url: string, options: RecordOptions): string {
  const { mode = 'missing', out = 'fixtures' } = options;
  const [spec] = recording.specs;
  const base = spec?.operations[0]?.bases[0] ?? '';
  return [
    `confab records ${spec?.name} on ${url} (mode ${mode}: ${lowerFirst(MODES[mode])})`,
    `  in the place of the vendor's origin: ${url}${base === '' ? '' : `, so that its paths begin ${url}${base}`}`,
    `  recordings: ${out}, where there ${recording.size === 1 ? 'is 1' : `are ${recording.size}`}; Ctrl-C ends it`,
    ...otherSpecLines(recording),
    ...unsignedLines(recording, options),
  ].join('\n');
}

const MOST_NAMED = 3;

/** Told once, at the start: such a recording may still fit. */
export function otherSpecLines({ otherSpec, size }: Pick<Recording, 'otherSpec' | 'size'>): string[] {
  if (otherSpec.length === 0) return [];
  const more = otherSpec.length > MOST_NAMED ? ', …' : '';
  return [
    `  ${otherSpec.length} of ${size} recording${size === 1 ? '' : 's'} ${otherSpec.length === 1 ? 'was' : 'were'} made against another version of the spec; ${PROGRAM} verify tells whether it still fits:`,
    `    ${otherSpec.slice(0, MOST_NAMED).join(', ')}${more}`,
  ];
}

/** A signature is for our host; the real service would refuse it. */
function unsignedLines({ specs }: Recording, { mode, env = {} }: RecordOptions): string[] {
  if (mode === 'replay') return [];
  return specs.flatMap((spec) => {
    const isSigned = Object.values(spec.securitySchemes).some(
      (scheme) => scheme.type === 'http' && /^acs3/i.test(scheme.scheme),
    );
    const names = variablesOf(spec).filter(({ use }) => 'scheme' in use);
    if (!isSigned || names.every(({ name }) => env[name])) return [];
    return [
      `  requests are signed for this address and not for the real one: set ${names.map(({ name }) => name).join(' and ')}, so that they are signed anew`,
    ];
  });
}

/** One line for each exchange, and what is odd about it. */
export function linesOf({
  what,
  request,
  status,
  file,
  why,
  greedy = [],
  differences,
  isExpired,
}: Told): string[] {
  const end = file === undefined ? '' : `  ${file}`;
  const lines = [`${what.padEnd(8)} ${status} ${request.method} ${request.url}${end}`];
  if (why !== undefined) lines.push(`  ${why}`);
  for (const rule of greedy) lines.push(`  the rule ${rule} took out most of the body: is that meant?`);
  if (isExpired) lines.push('  it is older than --max-age');
  for (const { where, kind, recorded, now, count } of differences ?? [])
    lines.push(
      `  ${kind.padEnd(7)} ${where}: ${recorded} was recorded, now ${now}${count > 1 ? ` (${count} times)` : ''}`,
    );
  return lines;
}

function toSummary(recording: Recording, tally: Readonly<Record<Told['what'], number>>): string {
  const counts = Object.entries(tally).filter(([, count]) => count > 0);
  const lines = [
    counts.length === 0 ? 'nothing was asked' : counts.map(([what, count]) => `${count} ${what}`).join(', '),
  ];
  // What was only compared is not told of: nothing of it was kept.
  const redactions = recording.written().length > 0 ? recording.redactions() : [];
  for (const { rule, count } of redactions.filter((one) => one.count > 0))
    lines.push(`  taken out by ${rule}: ${count}`);
  for (const { rule } of redactions.filter((one) => one.count === 0))
    lines.push(`  the rule ${rule} matched nothing: is its place right?`);
  const removed = recording.removed();
  if (removed.length > 0)
    lines.push(
      `  removed, as they were not asked for again: ${removed.length} later take${removed.length === 1 ? '' : 's'}`,
    );
  return lines.join('\n');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/** A mode's line, broken where the help would be too wide. */
function wrapped(text: string): string {
  const [first = '', ...rest] = text.split(/(?<=[;.]) /);
  return [first, ...rest].join(`\n${' '.repeat(37)}`);
}
