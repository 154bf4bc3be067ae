import { CAUSES, type Cause } from './causes.ts';
import { declaredFailure, failureOf } from './failure-of.ts';
import type { Operation, ResponseSpec } from './spec.ts';

/** Which of an operation's declared answers is wanted: that of a cause, one of its examples by name, or a status code. */
export type AnswerChoice =
  | { readonly cause: Cause }
  | { readonly example: string }
  | { readonly code: number };

/** Everything that can be chosen of an operation. */
export interface AnswerChoices {
  /** The causes that the document has an answer for: its own, a broader cause's, or the one that HTTP suggests. */
  readonly causes: readonly Cause[];
  /** The names of all examples of its responses; `404/none` where another response had the name before. */
  readonly examples: readonly string[];
  /** The status codes as declared; a range or `default` stands for every code that has no response of its own. */
  readonly codes: readonly string[];
}

/** A declared answer. Without an example its body is made from the schema, if it has one. */
export interface DeclaredAnswer {
  readonly status: number;
  readonly response: ResponseSpec;
  readonly example?: string;
}

export function choicesOf(operation: Operation): AnswerChoices {
  const responses = [...operation.responses.values()].filter(canBeGiven);
  return {
    causes: CAUSES.filter((cause) => hasAnswer(operation, cause)),
    examples: namesOf(responses),
    codes: responses.map(({ status }) => status),
  };
}

/** Whether the document has an answer for a cause: what else a mock gives to it is made up. */
export function hasAnswer(operation: Operation, cause: Cause): boolean {
  return failureOf(operation, cause) !== undefined || declaredFailure(operation, cause) !== undefined;
}

/** The answer that has an example of this name: of several responses the first, or the one that is named, `404/none`. */
export function answerOfExample(operation: Operation, name: string): DeclaredAnswer | undefined {
  for (const response of operation.responses.values()) {
    if (!canBeGiven(response)) continue;
    const found = examplesOf(response).find(
      (example) => example === name || `${response.status}/${example}` === name,
    );
    if (found !== undefined) return { example: found, response, status: plainStatus(response) };
  }
  // `503/busy`, where the document has it of a range.
  const [, code, example] = /^(\d{3})\/(.*)$/s.exec(name) ?? [];
  const coded = code === undefined ? undefined : answerOfCode(operation, Number(code));
  if (!coded || example === undefined || !examplesOf(coded.response).includes(example)) return undefined;
  return { ...coded, example };
}

/** The answer with this status code: declared as such, by its range, or by `default`. */
export function answerOfCode({ responses }: Operation, code: number): DeclaredAnswer | undefined {
  if (!Number.isInteger(code) || code < LEAST_CODE || code > MOST_CODE) return undefined;
  const range = String(code)[0];
  const names = [String(code), `${range}XX`, `${range}xx`, 'default'];
  const response = names.map((name) => responses.get(name)).find((one) => one !== undefined);
  return response && { response, status: code };
}

/** Whether a whole answer can have the status that a response is declared for. What is neither a code nor a range can. */
export function canBeGiven({ status }: ResponseSpec): boolean {
  return !/^[016-9](\d\d|XX)$/i.test(status);
}

/** Whether an operation has such a response, or says nothing of its responses. */
export function canAnswer({ responses }: Operation): boolean {
  return responses.size === 0 || [...responses.values()].some(canBeGiven);
}

/** What comes before 200 is no whole answer, and there is nothing past 599 (RFC 9110, 15). */
const [LEAST_CODE, MOST_CODE] = [200, 599];

function namesOf(responses: readonly ResponseSpec[]): string[] {
  const names = new Set<string>();
  for (const response of responses)
    for (const example of examplesOf(response))
      names.add(names.has(example) ? `${response.status}/${example}` : example);
  return [...names];
}

/** The names of a response's examples, in the order of the document. */
function examplesOf({ content }: ResponseSpec): string[] {
  return [...new Set([...content.values()].flatMap(({ examples }) => [...examples.keys()]))];
}

/** The plainest code of a range. What `default` stands for is mostly a failure, and a success where there is no other. */
function plainStatus({ status }: ResponseSpec): number {
  if (/^\d{3}$/.test(status)) return Number(status);
  return /^\d/.test(status) ? Number(status[0]) * 100 : 500;
}
