import { readFile } from 'node:fs/promises';
import { SpecError } from '../errors.ts';
import type { Exchange, Header } from '../http/exchange.ts';
import { isCheckName } from '../result/checks.ts';
import { type Finding, LEVELS } from '../result/finding.ts';
import { ENTRY_KINDS, type Entry, REASONS, type Reason, STATES } from '../result/ledger.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { WAIVER_STATES, type WaiverUse } from '../result/waivers.ts';
import { GRADES } from '../spec/grade.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { excerpt } from '../text/excerpt.ts';
import { createReader, type Reader } from './reader.ts';

/** Reads what `--report json=file` wrote. Throws a SpecError for a file that is not there or not one. */
export async function loadResult(file: string): Promise<Result> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = { ENOENT: 'there is no such file', EISDIR: 'this is a folder, not a file' }[code ?? ''];
    throw new SpecError(why ?? `this cannot be read: ${message}`, { file }, { cause });
  }
  return parseResult(text, file);
}

/**
 * The way back from a JSON report; `file` is its name for messages. A body that the report cut stays cut. What
 * is not read, a newer version may add. Throws a SpecError with the place of the first thing that is wrong.
 */
export function parseResult(text: string, file: string): Result {
  const value = parse(text, file);
  const read = createReader(value, (pointer, problem) => {
    throw new SpecError(`${problem}; so this is no result that confab check wrote`, { file, pointer });
  });
  const specs = read.list('specs').map(toSpec);
  checkTargets(specs, file);
  return {
    format: 1,
    at: time(read, 'at'),
    milliseconds: read.number('milliseconds'),
    grade: read.choice('grade', GRADES),
    specs,
    ...(isFilled(value.waivers) && { waivers: read.list('waivers').map(toUse) }),
  };
}

function parse(text: string, file: string): JsonObject & { readonly waivers?: Json } {
  const fail = (problem: string, cause?: unknown): never => {
    const hint = 'what is compared is the file of an earlier --report json=file';
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

/** The report of two targets is a comparison itself. */
function checkTargets(specs: readonly SpecResult[], file: string): void {
  for (const [index, { vendor, target }] of specs.entries()) {
    const first = specs.find((spec) => spec.vendor === vendor);
    if (first === specs[index]) continue;
    const problem = `this report is about two targets of ${vendor}, ${first?.target} and ${target}; give the report of one`;
    throw new SpecError(problem, { file, pointer: `/specs/${index}` });
  }
}

function toSpec(read: Reader): SpecResult {
  const stopped = read.part('stopped');
  const waived = read.list('waived', 'optional');
  return {
    vendor: read.text('vendor'),
    title: read.text('title'),
    file: read.text('file'),
    target: read.text('target'),
    operations: read.texts('operations'),
    requests: read.number('requests'),
    checks: read.number('checks'),
    milliseconds: read.number('milliseconds'),
    findings: read.list('findings').map(toFinding),
    ...(waived.length > 0 && {
      waived: waived.map((one) => ({
        finding: toFinding(one.needed('finding')),
        reason: one.text('reason'),
        expires: one.text('expires'),
      })),
    }),
    ledger: read.list('ledger').map(toEntry),
    ...optionalTexts(read, 'notes'),
    stopped: stopped && {
      operation: stopped.text('operation'),
      why: stopped.choice('why', STOPS),
      message: stopped.text('message'),
    },
  };
}

const ANSWERLESS = ['unreachable', 'timeout', 'reset', 'not-http'] as const;
const STOPS = [...ANSWERLESS, 'unauthorised', 'throttled'] as const;

function toFinding(read: Reader): Finding {
  const source = read.needed('source');
  return {
    check: read.matching('check', isCheckName, 'the name of a check'),
    level: read.choice('level', LEVELS),
    grade: read.choice('grade', GRADES),
    vendor: read.text('vendor'),
    operation: read.text('operation'),
    title: read.text('title'),
    expected: read.text('expected'),
    actual: read.text('actual'),
    pointer: read.text('pointer'),
    source: {
      file: source.text('file'),
      line: source.optional('line', source.number),
      pointer: source.text('pointer'),
      evidence: source.text('evidence'),
    },
    count: read.number('count'),
    exchange: toExchange(read.needed('exchange')),
    curl: read.text('curl'),
    ...optionalTexts(read, 'files'),
    entries: read.texts('entries'),
  };
}

function optionalTexts<K extends string>(read: Reader, name: K): { [P in K]?: string[] } {
  const texts = read.optional(name, read.texts);
  return (texts ? { [name]: texts } : {}) as { [P in K]?: string[] };
}

function toExchange(read: Reader): Exchange {
  const request = read.needed('request');
  const response = read.part('response');
  const noAnswer = read.part('noAnswer');
  return {
    request: {
      method: request.text('method'),
      url: request.text('url'),
      headers: toHeaders(request),
      body: request.optional('body', request.text),
    },
    response: response && {
      status: response.number('status'),
      headers: toHeaders(response),
      body: new Uint8Array(
        Buffer.from(
          response.text('body'),
          response.choice('encoding', ['text', 'base64']) === 'text' ? 'utf8' : 'base64',
        ),
      ),
      complete: response.flag('complete'),
    },
    ...(noAnswer && {
      noAnswer: { why: noAnswer.choice('why', ANSWERLESS), message: noAnswer.text('message') },
    }),
    milliseconds: read.number('milliseconds'),
    at: read.number('at'),
  };
}

function toHeaders(read: Reader): Header[] {
  return read.list('headers').map((pair) => [pair.text('0'), pair.text('1')]);
}

function toEntry(read: Reader): Entry {
  return {
    vendor: read.text('vendor'),
    operation: read.text('operation'),
    kind: read.choice('kind', ENTRY_KINDS),
    name: read.text('name'),
    state: read.choice('state', STATES),
    reason: read.optional('reason', (word) => read.choice(word, Object.keys(REASONS) as Reason[])),
    detail: read.optional('detail', read.text),
  };
}

function toUse(read: Reader): WaiverUse {
  return {
    waiver: {
      check: read.matching('check', isCheckName, 'the name of a check'),
      pointer: read.optional('pointer', read.text),
      vendor: read.optional('vendor', read.text),
      operation: read.optional('operation', read.text),
      reason: read.text('reason'),
      expires: read.text('expires'),
      file: read.text('file'),
      line: read.optional('line', read.number),
    },
    state: read.choice('state', WAIVER_STATES),
    count: read.number('count'),
  };
}

/** A number that a date can be made of. */
function time(read: Reader, name: string): number {
  const isTime = (value: number): value is number => !Number.isNaN(new Date(value).getTime());
  return isTime(read.number(name)) ? read.number(name) : read.fail(name, 'a time in epoch milliseconds');
}

function isFilled(value: Json | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
