import { describe, expect, test } from 'vitest';
import { misreadOf } from '../../../src/contract/answer/misread.ts';
import { findingsOf, NOTE, PAGE, type Part, tinyOf, told } from './_answer.ts';

const tiny = await tinyOf();
const read = (charset: string, text: string) => new TextDecoder(charset).decode(Buffer.from(text));
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const titles = (...all: string[]): Part => ({
  body: { ...PAGE, notes: all.map((title) => ({ ...NOTE, title })) },
});

describe('texts that were read in the wrong charset', () => {
  test.each<[string, string, string]>([
    ['Chinese as Latin-1', latin1('你好，请问今天天气怎么样？'), '你好，请问今天天气怎么样？'],
    [
      'Chinese as Windows-1252',
      read('windows-1252', '你好，请问今天天气怎么样？'),
      '你好，请问今天天气怎么样？',
    ],
    ['Chinese as GBK', read('gbk', '你好，请问今天天气吗'), '你好，请问今天天气吗'],
    ['two characters as GBK', read('gbk', '你好'), '你好'],
    ['French as Latin-1', latin1('Un café très serré'), 'Un café très serré'],
    ['a dash as Windows-1252', read('windows-1252', 'now – then'), 'now – then'],
    ['Russian', latin1('привет'), 'привет'],
    ['Thai', latin1('สวัสดี'), 'สวัสดี'],
    ['an emoji', latin1('well done 👍🏽'), 'well done 👍🏽'],
    ['what could not be read before', latin1('caf\ufffd'), 'caf\ufffd'],
  ])('%s', (_, text, was) => expect(misreadOf(text)?.text).toBe(was));
});

describe('texts that are as they should be', () => {
  test.each([
    'hello',
    'Un café très serré, s’il vous plaît',
    'Größe in µm ± 5 %, Ø 3 – „gut“',
    'NESTLÉ®, CAFÉ™',
    'ÀÉÎÕÜ ñandú São Tomé',
    '你好，请问今天天气怎么样？',
    '联通',
    '我们',
    '锦江饭店',
    '編譯器說了什麼',
    '日本語のテキスト、カタカナ',
    '한국어 문장입니다',
    'привет, как дела?',
    'สวัสดีครับ',
    'مرحبا بالعالم',
    'naïve 👍🏽 emoji',
  ])('%s', (text) => {
    expect(misreadOf(text)).toBeUndefined();
    expect(told(tiny, titles(text))).toEqual([]);
  });
});

describe('texts of an answer', () => {
  const WRONG = latin1('你好');
  test.each<[string, Part, string[]]>([
    [
      'all misread',
      titles(WRONG, WRONG),
      ['mojibake: /notes/*/title is UTF-8 that was read as Latin-1 or Windows-1252'],
    ],
    [
      'misread beside plain ones',
      titles('hello', WRONG),
      ['mojibake: /notes/*/title is UTF-8 that was read as Latin-1 or Windows-1252'],
    ],
    [
      'misread as GBK',
      titles(read('gbk', '你好')),
      ['mojibake: /notes/*/title is UTF-8 that was read as GBK'],
    ],
    ['one that was written so among right ones', titles('你好', '天气', WRONG), []],
    [
      'a replaced character, once',
      titles('你好', 'caf\ufffd'),
      ['mojibake: /notes/*/title has the replacement character U+FFFD'],
    ],
    [
      'question marks',
      titles('?????????', '???? 5 ????'),
      ['mojibake: /notes/*/title has question marks in the place of its letters'],
    ],
    ['questions', titles('why???', 'what is 2+3=?', '??'), []],
    ['question marks that somebody wrote', titles('????', 'hello', 'again'), []],
    ['question marks beside letters', titles('????', '????', '你好'), []],
    [
      'in an error',
      { status: 400, body: { problem: latin1('参数错误') } },
      ['mojibake: /problem is UTF-8 that was read as Latin-1 or Windows-1252'],
    ],
  ])('%s', (_, part, expected) => expect(told(tiny, part)).toEqual(expected));

  test('say what it was', () =>
    expect(findingsOf(tiny, titles(WRONG))).toMatchObject([
      { expected: '"你好"', actual: JSON.stringify(WRONG), pointer: '/notes/0/title', level: 'error' },
    ]));

  test('one text of question marks only warns: a person may have written it', () => {
    const levels = (part: Part) =>
      findingsOf(tiny, part, { asserted: 'documented' }).map(({ level }) => level);
    expect(levels(titles('??????'))).toEqual(['warning']);
    expect(levels(titles('??????', '?????'))).toEqual(['error']);
  });
});
