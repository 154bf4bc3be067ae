import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { SpecError } from '../errors.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { isDeeper } from '../spec/is-deeper.ts';
import { isObject, type Json } from '../spec/json.ts';
import { toPointer } from '../spec/json-pointer.ts';
import { excerpt } from '../text/excerpt.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';
import type { JsonReport } from './json.ts';
import { RESULT_SCHEMA } from './result-schema.ts';

/** Findings show values of answers, of which no more levels are read. */
const MOST_DEPTH = 1000;

const HINT = '--compare takes the file of an earlier --report json=file';

/**
 * Reads what `--report json=file` wrote. Throws a SpecError for a file that cannot be read or is not one, with a hint
 * on what is asked for.
 */
export async function loadResult(file: string, hint: string = HINT): Promise<Result> {
  let text: string;
  try {
    text = readTextFile(file, MOST_BYTES.result);
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    throw new SpecError(cause.message, { file }, { cause });
  }
  return parseResult(text, file, hint);
}

/**
 * The result that a JSON report was written from; `file` is its name for messages. A body that was cut stays
 * cut. Throws a SpecError for what is no report, with a JSON pointer to the first value that the schema refuses.
 */
export function parseResult(text: string, file: string, hint: string = HINT): Result {
  const report = validated(parse(text, file, hint), file);
  checkTargets(report, file);
  const { at, milliseconds, grade, catalogue = [], specs, waivers = [], baseline } = report;
  return {
    format: 1,
    ...{ at, milliseconds, grade, catalogue },
    specs: specs.map(toSpec),
    ...(baseline && { baseline }),
    ...(waivers.length > 0 && {
      waivers: waivers.map(({ state, count, sentence, ...waiver }) => ({ waiver, state, count })),
    }),
  };
}

function parse(text: string, file: string, hint: string): Json {
  const fail = (problem: string, cause?: unknown): never => {
    throw new SpecError(`${problem}; ${hint}`, { file }, { cause });
  };
  if (text.trim() === '') fail('this file is empty');
  if (/^\s*</.test(text)) fail('this is XML or HTML, not JSON');
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch (cause) {
    return fail(`this is not JSON: ${excerpt((cause as Error).message, 100)}`, cause);
  }
  if (!isObject(value)) return fail('this is JSON, but no result');
  // Whoever writes a result goes into its values by recursion.
  if (isDeeper(value, MOST_DEPTH)) fail('this is nested too deeply for a result');
  if (Array.isArray(value.runs)) fail('this is a SARIF report');
  if (value.openapi !== undefined || value.swagger !== undefined) fail('this is an OpenAPI document');
  if (value.format === undefined) fail('this is JSON, but no result: it has no format');
  if (value.format !== 1) {
    const newer = typeof value.format === 'number' && value.format > 1;
    fail(
      `its format is ${JSON.stringify(value.format)}, and this version reads 1${newer ? ': a newer confabulate wrote it' : ''}`,
    );
  }
  return value;
}

let validate: ValidateFunction<JsonReport> | undefined;

function validated(value: Json, file: string): JsonReport {
  if (!validate) {
    const ajv = new Ajv2020({ verbose: true });
    addFormats.default(ajv);
    validate = ajv.compile<JsonReport>(RESULT_SCHEMA);
  }
  if (validate(value)) return value;
  const { pointer, problem } = explain(validate.errors?.[0] as ErrorObject);
  throw new SpecError(`${problem}; so this is no result that confab check wrote`, { file, pointer });
}

/** Where a value is wrong, what it is, and what is allowed. */
function explain({ keyword, instancePath, params, message, data }: ErrorObject): {
  pointer: string;
  problem: string;
} {
  if (keyword === 'required') {
    const pointer = instancePath + toPointer([params.missingProperty]);
    return { pointer, problem: `${params.missingProperty} is missing` };
  }
  const came = Array.isArray(data) ? 'a list' : isObject(data) ? 'an object' : JSON.stringify(data);
  const allowed = keyword === 'enum' ? `must be one of ${params.allowedValues.join(', ')}` : message;
  // The last name of the pointer, with the indices behind it.
  const [name] = /[^/]*(\/\d+)*$/.exec(instancePath) ?? [];
  return { pointer: instancePath, problem: `${name} ${allowed}, and is ${excerpt(came, 100)}` };
}

/** Refuses a report about two targets: it is a comparison already. */
function checkTargets({ specs }: JsonReport, file: string): void {
  for (const [index, { vendor, target }] of specs.entries()) {
    const first = specs.find((spec) => spec.vendor === vendor);
    if (first === specs[index]) continue;
    const problem = `this report is about two targets of ${vendor}, ${first?.target} and ${target}; give the report of one`;
    throw new SpecError(problem, { file, pointer: `/specs/${index}` });
  }
}

type SpecReport = JsonReport['specs'][number];
type FindingReport = SpecReport['findings'][number];

function toSpec({
  verdict,
  sentence,
  counts,
  findings,
  known,
  waived = [],
  ...spec
}: SpecReport): SpecResult {
  return {
    ...spec,
    findings: findings.map(toFinding),
    ...(known && { known: known.map(toFinding) }),
    ...(waived.length > 0 && {
      waived: waived.map((one) => ({ ...one, finding: toFinding(one.finding) })),
    }),
  };
}

function toFinding({ exchange, ...finding }: FindingReport): SpecResult['findings'][number] {
  const { origin, request, response, ...rest } = exchange;
  return {
    ...finding,
    // A report of an earlier version does not say where its exchanges came from.
    exchange: { ...rest, origin: origin ?? 'recording', request, response: response && toResponse(response) },
  };
}

function toResponse({
  status,
  headers,
  body,
  encoding,
  complete,
}: NonNullable<FindingReport['exchange']['response']>): Exchange['response'] {
  const bytes = Buffer.from(body, encoding === 'text' ? 'utf8' : 'base64');
  return { status, headers, body: new Uint8Array(bytes), complete };
}
