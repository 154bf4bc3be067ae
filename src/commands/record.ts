import { variablesOf } from '../auth/environment.ts';
import { createRecording, type Recording } from '../create-playback.ts';
import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import type { RecordOptions } from '../playback-options.ts';
import { PROGRAM } from '../program.ts';
import { EXPIRED } from '../record/playback/expiry.ts';
import { MODE_NAMES, MODES } from '../record/playback/modes.ts';
import type { PlaybackEvent } from '../record/playback/playback-event.ts';
import { REFUSED } from '../record/refused-credential.ts';
import { ADMIN_HELP, toAdmin, tokenLine } from './admin.ts';
import { toExpiry } from './age.ts';
import { withCorsValue } from './cors.ts';
import { joinOr, readOptions, toChoice, toWhole } from './options.ts';
import { linesOf, otherSpecLines } from './playback-lines.ts';
import { toWarn } from './to-warn.ts';
import { untilStopped } from './until-stopped.ts';

export const RECORD_USAGE = `${PROGRAM} record <vendor|spec.yaml> --url https://… [options]

A proxy between your program and the real service: it passes answers on and writes each exchange into a
readable file of its own, without secrets. Point your program at the address that is printed.

  --url https://…         the real service; it replaces the server that the spec names
  --out fixtures          the folder of the recordings
  --mode missing          when the service is asked, and what is recorded:
${MODE_NAMES.map((name) => `                            ${name.padEnd(8)} ${wrapped(MODES[name])}`).join('\n')}
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
  --redact rule           redact this too: header:X-Name, query:name or body:/data/*/phone; with request. or
                          response. in front it is redacted there only (repeatable)
  --keep rule             switch a default rule off, such as email or phone (repeatable)
  --max-age 30d           how old a recording may be; older ones have expired. In s, m, h or d
  --expired warn          what to do about expired recordings: ${joinOr(EXPIRED)}
  --refused warn          what to do about recordings that refuse the credential: ${joinOr(REFUSED)} them again
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning
  --timeout 30000         how long to wait for the real service, in milliseconds
  --unsafe                also pass on operations that the spec does not call safe

With credentials in the environment (${PROGRAM} check --help lists them) your program may send any: they are
replaced. Without them your program's own are passed on, but never a signature, as it is made for this host.`;

const OPTIONS = {
  url: { type: 'string' },
  out: { type: 'string' },
  mode: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  cors: { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  admin: { type: 'string' },
  redact: { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  'max-age': { type: 'string' },
  expired: { type: 'string' },
  refused: { type: 'string' },
  profile: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  timeout: { type: 'string' },
  unsafe: { type: 'boolean' },
} as const;

/** Records until `io.stopped` settles; then prints what was written and redacted. */
export async function runRecord(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('record', OPTIONS, withCorsValue(args));
  const [vendor] = positionals;
  if (vendor === undefined || positionals.length > 1)
    throw new UsageError(
      `name one vendor, or one OpenAPI document: ${PROGRAM} record <vendor> --url https://…`,
    );
  const tally = {
    recorded: 0,
    repeated: 0,
    aborted: 0,
    played: 0,
    passed: 0,
    fallback: 0,
    refused: 0,
  } satisfies Record<PlaybackEvent['what'], number>;
  let differing = 0;
  let unrecorded = 0;
  const host = values.host ?? '127.0.0.1';
  const { admin, made } = toAdmin(values.admin, host, io.env ?? process.env);
  const options: RecordOptions = {
    vendors: [vendor],
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    strict: values.strict ?? false,
    allowHosts: values['allow-host'] ?? [],
    cors: values.cors ?? [],
    allowOrigins: values['allow-origin'] ?? [],
    ...(admin !== undefined && { admin }),
    ...(values.url !== undefined && { url: values.url }),
    ...(values.out !== undefined && { out: values.out }),
    mode: toChoice('mode', values.mode ?? 'missing', MODE_NAMES),
    redact: values.redact ?? [],
    keep: values.keep ?? [],
    ...(values.timeout !== undefined && { timeout: toWhole('timeout', values.timeout, 1, 3_600_000) }),
    ...toExpiry(values['max-age'], values.expired),
    refused: toChoice('refused', values.refused ?? 'warn', REFUSED),
    unsafe: values.unsafe ?? false,
    env: io.env ?? process.env,
    warn: toWarn(io),
    tell(told) {
      tally[told.what] += 1;
      if (told.what === 'passed' && told.why !== undefined) unrecorded += 1;
      if (told.differences && told.differences.length > 0) differing += 1;
      for (const line of linesOf(told)) io.err(line);
    },
  };
  const port = toWhole('port', values.port ?? '4010', 0, 65_535);
  const recording = await createRecording(options);
  const { url } = await recording.listen({ port, host });
  if (made !== undefined) io.out(tokenLine(made, false));
  io.out(toBanner(recording, url, options));
  let cut = 0;
  try {
    cut = await untilStopped(recording, io);
  } finally {
    io.out(toSummary(recording, tally));
  }
  if (differing > 0) return EXIT.contract;
  return tally.refused + unrecorded + cut + recording.left().length > 0 ? EXIT.run : EXIT.ok;
}

function toBanner(recording: Recording, url: string, options: RecordOptions): string {
  const { mode = 'missing', out = 'fixtures' } = options;
  const [spec] = recording.specs;
  const base = spec?.operations[0]?.bases[0] ?? '';
  return [
    `confab records ${spec?.name} on ${url} (mode ${mode}: ${lowerFirst(MODES[mode])})`,
    `  replace the vendor's origin by ${url}${base === '' ? '' : `; its paths then begin ${url}${base}`}`,
    `  recordings are in ${out} (${recording.size} so far); Ctrl-C ends it`,
    ...otherSpecLines(recording),
    ...unsignedLines(recording, options),
  ].join('\n');
}

/** A signature covers the host it was made for: the real service would refuse one made for this host. */
function unsignedLines({ specs }: Recording, { mode, env = {} }: RecordOptions): string[] {
  if (mode === 'replay') return [];
  return specs.flatMap((spec) => {
    const isSigned = Object.values(spec.securitySchemes).some(
      (scheme) => scheme.type === 'http' && /^acs3/i.test(scheme.scheme),
    );
    const names = variablesOf(spec).filter(({ use }) => 'scheme' in use);
    if (!isSigned || names.every(({ name }) => env[name])) return [];
    return [
      `  your program signs its requests for this address, and the real service would refuse them: set ${names.map(({ name }) => name).join(' and ')}, so that they are signed again`,
    ];
  });
}

function toSummary(recording: Recording, tally: Readonly<Record<PlaybackEvent['what'], number>>): string {
  const counts = Object.entries(tally).filter(([, count]) => count > 0);
  const lines = [
    counts.length === 0 ? 'nothing was asked' : counts.map(([what, count]) => `${count} ${what}`).join(', '),
  ];
  // Without anything written there was nothing to redact.
  const redactions = recording.written().length > 0 ? recording.redactions() : [];
  for (const { rule, count } of redactions.filter((one) => one.count > 0))
    lines.push(`  redacted by ${rule}: ${count}`);
  for (const { rule } of redactions.filter((one) => one.count === 0))
    lines.push(`  the rule ${rule} matched nothing: check the location that it names`);
  const removed = recording.removed();
  if (removed.length > 0)
    lines.push(
      `  removed, as nothing asked for them this time: ${removed.length} later take${removed.length === 1 ? '' : 's'}`,
    );
  for (const sentence of recording.left()) lines.push(`  ${sentence}`);
  return lines.join('\n');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/** A mode's description, on several lines where it would be too wide. */
function wrapped(text: string): string {
  const [first = '', ...rest] = text.split(/(?<=[;.]) /);
  return [first, ...rest].join(`\n${' '.repeat(37)}`);
}
