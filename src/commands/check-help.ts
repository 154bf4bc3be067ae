import { parseArgs } from 'node:util';
import { variablesOf } from '../auth/environment.ts';
import { CHECK_LIST } from '../contract/checks.ts';
import { withSafe } from '../contract/with-safe.ts';
import { PROGRAM } from '../program.ts';
import { REPORT_FORMATS } from '../report/report.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import type { Spec } from '../spec/spec.ts';
import { CHECK_OPTIONS } from './check-options.ts';
import { joinOr } from './options.ts';

const USAGE = `${PROGRAM} check [vendor|spec.yaml …] [options]

Holds a service to its contract, the spec (default: of every built-in vendor). Without --url it checks the
built-in mock, in this process. It only reads: it calls GET and HEAD, unless a spec says otherwise, and of the other
methods what a spec or --safe calls safe.

  --url https://…         the service to check; it takes the place of the spec's server and may have a path:
                          http://127.0.0.1:4010/<vendor>. Given twice, one is compared with the other
  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                refuse a document in which anything is wrong, also what hinders nothing and is else a warning
  --profile vendor.name   the other side where a vendor's sources contradict each other (repeatable)
  --safe operationId      an operation that may be called although the spec does not call it safe (repeatable)
  --grade documented      which statements fail: documented, observed (also what was only observed), assumed (all).
                          Of a --url documented ones fail, observed ones warn; of the mock all fail
  --only check,…          only these checks (repeatable); --list names them
  --skip check,…          all checks but these (repeatable)
  --waive file            findings to accept, each with its reason and its last day
  --baseline file         an earlier result (--report json=file): what it found is known and does not fail
  --update-baseline       write that file: what is found now is known from then on
  --report format[=file]  ${joinOr(REPORT_FORMATS)} (repeatable); one is printed, default text;
                          text and github may be printed both
  --drift file            write an OpenAPI Overlay that widens the spec to allow what came
  --compare file          show the difference to an earlier run, written with --report json=file
  --strict-fields         fail on a field that the schema does not know
  --require-coverage      fail when something was not checked without a reason, or is inconclusive
  --rate 5                the most requests a second to a --url (default 5, on this machine no limit)
  --timeout 10000         how long an answer may take, in milliseconds; from half of it, it is slow
  --max-wait 60000        the longest wait that Retry-After may ask for, in milliseconds; what needs more is skipped
  --intermittent warning  what a fault of transport is that goes away when the request is sent again: warning, error
  --max-requests 500      the most requests of a run; what they do not reach is not checked, and the code is 3
  --max-pages 50          the most pages of one walk
  --max-links 50          the most rows of a list that are loaded through one link
  --seed 1                the seed of the mock's rows
  --rows 237              how many rows the mock has; of one vendor: vendor=50, or its own: vendor=rows.json
  --list                  print every check and what it asserts

Exit codes: 0 the contract holds, 1 wrong usage or no credential, 2 a spec, an overlay or another file that cannot
be used, 3 it could not be checked (unreachable, unauthorised, throttled, interrupted), 4 the contract is broken.

With --url, credentials come from the environment. A mock to be checked takes --strict-keys and its test credential.
`;

/** The help, with the environment variables of the specs that the arguments name; of the built-in ones otherwise. */
export async function toCheckHelp(args: readonly string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: CHECK_OPTIONS,
    allowPositionals: true,
    strict: false,
  });
  const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  try {
    const [profiles, overlays] = [listOf(values.profile), listOf(values.overlay)];
    const specs = await loadSpecs({ vendors: positionals, profiles, overlays });
    return withVariables(withSafe(specs, listOf(values.safe)));
  } catch (error) {
    // Help is given even where an argument is wrong; whose variables these are not is said.
    const { message } = error as Error;
    return `${withVariables(await loadSpecs({}))}\n\nThese are the built-in vendors, as what was named cannot be read:\n${message}`;
  }
}

function withVariables(specs: readonly Spec[]): string {
  return `${USAGE}\n${specs.map(toVariables).join('\n\n')}`;
}

/** Every check with what it asserts. */
export function toCheckList(): string {
  const width = Math.max(...CHECK_LIST.map(({ name }) => name.length));
  return CHECK_LIST.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join('\n');
}

function toVariables(spec: Spec): string {
  const variables = variablesOf(spec);
  const width = Math.max(...variables.map(({ name }) => name.length));
  const lines = variables.map(({ name, about }) => `    ${name.padEnd(width)}  ${about}`);
  return [`  ${spec.name}${lines.length === 0 ? ': no credential needed' : ''}`, ...lines].join('\n');
}
