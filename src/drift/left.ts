import { checkAnswer } from '../contract/answer/check-answer.ts';
import { CHECK_LIST } from '../contract/checks.ts';
import type { Exchange } from '../http/exchange.ts';
import { type Finding, generalPointer } from '../result/finding.ts';
import { observeResponse } from '../result/observed-response.ts';
import type { Spec } from '../spec/spec.ts';
import { exchangesOf } from './changes.ts';
import type { Refused } from './harm.ts';

/** A finding that stays when the overlay is applied, and why. */
interface Left {
  readonly finding: Finding;
  readonly reason: string;
}

/** The findings that a widened spec still has: their responses are checked again, with the same checks. */
export function leftOf(
  spec: Spec,
  widened: Spec,
  findings: readonly Finding[],
  refused: readonly Refused[],
): Left[] {
  // Some checks say nothing of what another check tells, so only those of the run take part.
  const checks = new Set(findings.map(({ check }) => check));
  const before = createReplay(spec, checks);
  const after = createReplay(widened, checks);
  return findings.flatMap((finding) => {
    const key = keyOf(finding.check, finding.pointer);
    const exchanges = exchangesOf(finding);
    const isOfOneAnswer = before(finding.operation, finding.exchange).has(key);
    const stays = !isOfOneAnswer || exchanges.some((one) => after(finding.operation, one).has(key));
    if (!stays) return [];
    return [{ finding, reason: reasonOf(finding, isOfOneAnswer, refused) }];
  });
}

/** What a widened spec finds in the responses of the findings that was fine before: `schema /data/*`. */
export function newlyWrong(spec: Spec, widened: Spec, findings: readonly Finding[]): string[] {
  const checks = new Set(CHECK_LIST.map(({ name }) => name));
  const before = createReplay(spec, checks);
  const after = createReplay(widened, checks);
  const found = findings.flatMap((finding) =>
    exchangesOf(finding).flatMap((exchange) => {
      const known = before(finding.operation, exchange);
      // A value that was wrong before may now be wrong in another way: a text that fits no pattern is no time either.
      const wrong = new Set([...known].map(pointerOf).filter((pointer) => pointer !== ''));
      return [...after(finding.operation, exchange)].filter(
        (key) => !known.has(key) && !wrong.has(pointerOf(key)),
      );
    }),
  );
  return [...new Set(found)];
}

/** What the checks of one response find in an exchange; each exchange is checked once. */
function createReplay(
  spec: Spec,
  checks: ReadonlySet<string>,
): (operation: string, exchange: Exchange) => ReadonlySet<string> {
  const known = new Map<Exchange, ReadonlySet<string>>();
  return (id, exchange) => {
    let found = known.get(exchange);
    if (found) return found;
    const operation = spec.operations.find((one) => one.id === id);
    const { response } = exchange;
    if (!operation || !response) return new Set();
    const observed = observeResponse(operation, { purpose: 'a second look' }, exchange, response);
    const wants = (check: string) => checks.has(check);
    const answers = checkAnswer(observed, { spec, operation, checks: CHECK_LIST, wants });
    found = new Set(
      answers.flatMap(([{ name }, wrong]) => wrong.map(({ pointer = '' }) => keyOf(name, pointer))),
    );
    known.set(exchange, found);
    return found;
  };
}

function keyOf(check: string, pointer: string): string {
  return `${check} ${generalPointer(pointer)}`;
}

function pointerOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

function reasonOf(finding: Finding, isOfOneAnswer: boolean, refused: readonly Refused[]): string {
  const { check } = finding;
  const broken = refused.find(({ change }) => change.findings.includes(finding));
  if (broken) return `The change that would allow it breaks the document: ${broken.why}`;
  const area = CHECK_LIST.find(({ name }) => name === check)?.area;
  if (area === 'request' || area === 'credential')
    return 'It is about which requests are answered and how: change that side of the document by hand.';
  if (!isOfOneAnswer)
    return 'It is about what several answers say together: if the vendor means it, change x-confab by hand.';
  if (/^(schema|unknown-field|status|media-type|header|envelope|time)$/.test(check))
    return 'No wider schema was found that allows it.';
  return 'It is a fault of the answer, whatever the document says.';
}
