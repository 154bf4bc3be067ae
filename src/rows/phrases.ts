import { ENGLISH } from './phrases-en.ts';
import type { Language } from './phrases-language.ts';
import { CHINESE } from './phrases-zh.ts';

/** Returns an integer from 0 up to, not including, n. All random choices in this file come from it. */
type Pick = (n: number) => number;

/** What a person types first into a chat: half Chinese, half English, never longer than 50 characters. */
export function question(pick: Pick): string {
  const { questions, words } = LANGUAGES[pick(2)]!;
  return fill(choose(questions, pick), words, pick);
}

/** What a person types first, now and then with more to it: up to some 140 characters. */
export function message(pick: Pick): string {
  const { questions, words, details, gap } = LANGUAGES[pick(2)]!;
  const asked = fill(choose(questions, pick), words, pick);
  return pick(6) === 0 ? `${asked}${gap}${choose(details, pick)}` : asked;
}

/** What the assistant is told to be, in the language of the question. */
export function task(pick: Pick, question: string): string {
  return choose(languageOf(question).tasks, pick);
}

/** What an assistant says when the question is not known. */
export function answer(pick: Pick): string {
  return replyIn(LANGUAGES[pick(2)]!, '', pick);
}

/** What an assistant answers to a question, in its language: one to three sentences. */
export function reply(pick: Pick, question: string): string {
  const sum = /^(\d+)([+×])(\d+)=/.exec(question);
  if (sum) return `${sum[0]}${sum[2] === '+' ? +sum[1]! + +sum[3]! : +sum[1]! * +sum[3]!}`;
  return replyIn(languageOf(question), question, pick);
}

/** What the person says next, in the language of the question. */
export function followUp(pick: Pick, question: string): string {
  const { followUps, words } = languageOf(question);
  return fill(choose(followUps, pick), words, pick);
}

function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? CHINESE : ENGLISH;
}

function replyIn({ topics, anything, closings, gap }: Language, question: string, pick: Pick): string {
  const topic = topics.find(({ about }) => about.test(question));
  const sentences = [choose(topic?.replies ?? anything, pick)];
  if (pick(2) === 1) sentences.push(choose(closings, pick));
  return sentences.join(gap);
}

function fill(template: string, words: Language['words'], pick: Pick): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => choose(words[slot]!, pick));
}

function choose(texts: readonly string[], pick: Pick): string {
  return texts[pick(texts.length)]!;
}

const LANGUAGES = [CHINESE, ENGLISH] as const;
