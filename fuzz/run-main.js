import { insidesIn } from './answers.js';

/**
 * Runs a command in this process. `problem`: what is wrong with how it ended: an exit code that is not documented, or
 * a message that shows insides of the program.
 */
export async function runMain({ main }, argv, codes = [0, 1, 2]) {
  const texts = { out: '', err: '' };
  const add = (channel) => (text) => {
    texts[channel] += `${text}\n`;
  };
  const code = await main(argv, {
    out: add('out'),
    err: add('err'),
    stopped: new Promise(() => {}),
    env: {},
  });
  const inside = insidesIn(texts.err);
  const problem =
    inside ?? (codes.includes(code) ? undefined : `exit code ${code}: ${texts.err.slice(0, 600)}`);
  const isSilent = code !== 0 && texts.err.trim() === '' && texts.out.trim() === '';
  return {
    code,
    ...texts,
    problem: problem ?? (isSilent ? `exit code ${code} without a sentence` : undefined),
  };
}
