import { Lexer } from 'yaml';
import { SpecError } from '../errors.ts';
import { MOST_LEVELS, TOO_DEEP } from './most-levels.ts';

/** The parser takes up to half a kilobyte and two microseconds for each. */
const MOST_TOKENS = 8_000_000;
/** What the lexer adds to the text: the starts of documents and of scalars, and errors. */
const MARKS = ['\u0002', '\u0018', '\u001f'];

/**
 * Looks at a text of YAML before it is parsed. Throws a SpecError for what is nested too deeply, or has too many
 * values: the parser walks it by recursion, and where the stack ends Node may not throw an error but end the process.
 */
export function checkYamlText(file: string, text: string): void {
  let [open, line, column, tokens] = [0, 1, 0, 0];
  /** Where the lists and objects begin that the token stands in; a list may begin below its own key. */
  const begins: number[] = [];
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MOST_TOKENS)
      throw new SpecError('this is too long for YAML: as JSON it may have any number of values', { file });
    if (MARKS.includes(token)) continue;
    if (token === '[' || token === '{') open += 1;
    else if ((token === ']' || token === '}') && open > 0) open -= 1;
    else if (open === 0 && !/^[\s#:]/.test(token)) enter(begins, token === '-' ? 2 * column + 1 : 2 * column);
    if (begins.length + open > MOST_LEVELS) throw new SpecError(TOO_DEEP, { file, line });
    const last = token.lastIndexOf('\n');
    column = last < 0 ? column + token.length : token.length - last - 1;
    if (last >= 0) line += token.split('\n').length - 1;
  }
}

function enter(begins: number[], begin: number): void {
  while ((begins.at(-1) ?? -1) > begin) begins.pop();
  if (begins.at(-1) !== begin) begins.push(begin);
}
