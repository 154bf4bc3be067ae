import { insidesIn } from './answers.js';

/** What is wrong with how an input was refused: undefined when it was one of these errors, with a sentence for people. */
export function problemOfError(error, allowed) {
  if (!(error instanceof Error) || !allowed.includes(error.name))
    return `it ended with ${error?.stack ?? error}, not with a ${allowed.join(' or a ')}`;
  const { name, message, file, line } = error;
  const inside = insidesIn(message);
  if (inside) return inside;
  if (message.trim() === '') return `a ${name} without a sentence`;
  if (name === 'SpecError' && (!file || !message.startsWith(file)))
    return `a SpecError that names no file: ${message}`;
  if (name === 'SpecError' && line !== undefined && !(line >= 1))
    return `a SpecError at line ${line}: ${message}`;
  return undefined;
}
