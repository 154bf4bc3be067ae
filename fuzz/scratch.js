import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a target's own, for the files of the input that is being tried: of one that hangs they are still there. */
export function createScratch(name) {
  const root = mkdtempSync(join(tmpdir(), `confab-fuzz-${name}-`));
  return {
    root,
    /** Writes a file and returns its path. */
    file(path, content) {
      const whole = join(root, path);
      mkdirSync(join(whole, '..'), { recursive: true });
      writeFileSync(whole, content);
      return whole;
    },
    empty(folder) {
      const whole = join(root, folder);
      rmSync(whole, { recursive: true, force: true });
      mkdirSync(whole, { recursive: true });
      return whole;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
