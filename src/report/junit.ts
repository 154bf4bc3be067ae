import type { Result, SpecResult } from '../result/result.ts';
import { visible } from '../text/visible.ts';
import { type Case, toSuites } from './cases.ts';
import type { ReportOptions } from './report-options.ts';

/** For CI servers: JUnit's XML, as the schema that Jenkins has for it allows. */
export function toJunit(result: Result, options: ReportOptions = {}): string {
  const suites = toSuites(result, options);
  const all = suites.flatMap(({ cases }) => cases);
  const time = new Date(result.at).toISOString();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="confab"${countsOf(all, ['tests', 'failures', 'errors'])} time="${seconds(result.milliseconds)}">`,
    ...suites.map(({ name, cases, spec }) =>
      [
        `  <testsuite name=${quoted(name)}${countsOf(cases)} timestamp="${time}" hostname=${quoted(spec.target)}>`,
        ...toProperties(spec),
        ...cases.map((one) => toCase(name, one)),
        '  </testsuite>',
      ].join('\n'),
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

/** What had to be sent again; a vendor's requests serve all of its suites. */
function toProperties({ requests, retries }: SpecResult): string[] {
  if (retries === undefined) return [];
  return [
    '    <properties>',
    `      <property name="requests" value="${requests}"/>`,
    `      <property name="retries" value="${retries}"/>`,
    '    </properties>',
  ];
}

function toCase(suite: string, { name, outcome, message, text }: Case): string {
  const head = `    <testcase classname=${quoted(suite)} name=${quoted(name)}`;
  if (outcome === 'passed')
    return text === undefined
      ? `${head}/>`
      : `${head}><system-out>${escapeXml(text)}</system-out></testcase>`;
  const label = message === undefined ? '' : ` message=${quoted(message)}`;
  const inner =
    text === undefined ? `<${outcome}${label}/>` : `<${outcome}${label}>${escapeXml(text)}</${outcome}>`;
  return `${head}>${inner}</testcase>`;
}

const COUNTED = {
  tests: undefined,
  failures: 'failure',
  errors: 'error',
  skipped: 'skipped',
} as const satisfies Record<string, Case['outcome'] | undefined>;
type Counted = keyof typeof COUNTED;

function countsOf(
  cases: readonly Case[],
  attributes: readonly Counted[] = Object.keys(COUNTED) as Counted[],
): string {
  return attributes
    .map((name) => {
      const own = cases.filter(({ outcome }) => COUNTED[name] === undefined || outcome === COUNTED[name]);
      return ` ${name}="${own.length}"`;
    })
    .join('');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function quoted(text: string): string {
  return `"${escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;
}

/** XML 1.0 cannot express most control characters, so they are written as visible escapes. */
function escapeXml(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
