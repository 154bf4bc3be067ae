import { describe, expect, test } from 'vitest';
import { answer, followUp, question, reply } from '../../src/rows/phrases.ts';

type Pick = Parameters<typeof question>[0];

/** Every text that a maker can make: walks through all of its choices like an odometer. */
function everything(make: (pick: Pick) => string): string[] {
  const texts: string[] = [];
  const choices: { taken: number; of: number }[] = [];
  do {
    let at = 0;
    texts.push(
      make((of) => {
        if (at === choices.length) choices.push({ taken: 0, of });
        return choices[at++]!.taken;
      }),
    );
    while (choices.length > 0 && choices.at(-1)!.taken === choices.at(-1)!.of - 1) choices.pop();
    if (choices.length > 0) choices.at(-1)!.taken++;
  } while (choices.length > 0);
  return texts;
}

/** A repeatable stream of choices (an LCG; the tests need variety, not quality). */
function picks(seed: number): Pick {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
const questions = everything(question);
const asked = [...new Set(questions)];
const replies = asked
  .filter((_, i) => i % 7 === 0)
  .flatMap((text) => everything((pick) => reply(pick, text)));
const followUps = asked
  .filter((_, i) => i % 97 === 0)
  .flatMap((text) => everything((pick) => followUp(pick, text)));

describe('every text', () => {
  test.each([
    ['question', questions],
    ['answer', everything(answer)],
    ['reply', replies],
    ['follow-up', followUps],
  ])('%s is whole: no slot, no gap, no stray space', (_, texts) => {
    expect(
      texts.filter((text) => /[{}\\]|undefined(?! is)|NaN|\s{2}|^\s|\s$|^$|[\r\n\t]/.test(text)),
    ).toEqual([]);
  });
});

describe('questions', () => {
  test('are more than 3,000 different ones', () => {
    expect(asked.length).toBeGreaterThan(3000);
  });

  test('have at most 50 characters', () => {
    expect(asked.filter((text) => text.length > 50)).toEqual([]);
  });

  test('are half Chinese, half English', () => {
    const pick = picks(1);
    const chinese = Array.from({ length: 10_000 }, () => question(pick)).filter(isChinese).length;
    expect(chinese).toBeGreaterThan(4500);
    expect(chinese).toBeLessThan(5500);
  });

  test.each([
    ['a double quote', /"/],
    ['a Chinese quote', /“/],
    ['an apostrophe', /'/],
    ['a less-than sign', /</],
    ['a greater-than sign', />/],
    ['an ampersand', /&/],
    ['an emoji', /\p{Extended_Pictographic}/u],
    ['a short opener', /^.{1,3}$/u],
  ])('some have %s', (_, pattern) => {
    expect(asked.some((text) => pattern.test(text))).toBe(true);
  });

  test('repeat with the same choices', () => {
    expect(question(picks(7))).toBe(question(picks(7)));
  });
});

describe('replies and follow-ups', () => {
  test.each([
    ['a greeting', 'hi', false],
    ['a greeting in Chinese', '你好', true],
    ['code', 'How do I read a file in Go?', false],
    ['code named in a Chinese question', '如何用 Go 解析 CSV 文件？', true],
    ['something never heard of', 'zzz', false],
  ])('answer %s in its language', (_, text, chinese) => {
    const answers = everything((pick) => reply(pick, text));
    const nexts = everything((pick) => followUp(pick, text));
    expect(answers.length).toBeGreaterThan(5);
    expect([...answers, ...nexts].every((each) => isChinese(each) === chinese)).toBe(true);
  });

  test.each([
    ['a sum', '2+3=?', '2+3=5'],
    ['a product', '12×12=?', '12×12=144'],
    ['a sum in Chinese', '7+8=多少？', '7+8=15'],
  ])('know %s', (_, text, expected) => {
    expect(reply(picks(1), text)).toBe(expected);
  });

  test('a reply has one to three sentences', () => {
    const counts = replies.map((text) => text.match(/[.!?](?=\s|$)|[。！？]/g)?.length ?? 1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  });
});
