import { type Io, main } from '../../src/main.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command that ends by itself; nobody interrupts it, and its environment is empty unless given. */
export async function run(argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  const texts = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      texts.out += `${text}\n`;
    },
    err: (text) => {
      texts.err += `${text}\n`;
    },
    stopped: new Promise(() => {}),
    env: {},
    ...io,
  });
  return { code, ...texts };
}
