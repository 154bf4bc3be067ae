import type { Io } from '../main.ts';
import type { Mock, MockOptions } from '../mock/mock.ts';
import { builtinNames } from '../spec/builtin.ts';
import { rowsFiles, toRows } from './rows-option.ts';
import { watchFiles } from './watch-files.ts';

interface Watched {
  readonly mock: Pick<Mock, 'reload'>;
  readonly options: Pick<MockOptions, 'vendors' | 'overlays'>;
  /** As `--rows` has them. */
  readonly rows: readonly string[];
}

/** Reads specs, overlays and rows again when their files change. What cannot be served is told. Returns what ends it. */
export function watchMock({ mock, options, rows }: Watched, { err }: Pick<Io, 'err'>): () => void {
  const { vendors = [], overlays = [] } = options;
  const builtin = builtinNames();
  const specs = vendors.filter((vendor) => !builtin.includes(vendor));
  const files = [...specs, ...overlays, ...rowsFiles(rows)];
  if (files.length === 0)
    err(
      'confab: warning: --watch has nothing to watch: no spec of your own, no --overlay and no --rows with a file',
    );
  return watchFiles(files, {
    async onChange(changed) {
      try {
        await mock.reload(toRows(rows, vendors));
        err(`confab: read again: ${changed.join(', ')}`);
      } catch (error) {
        err(`confab: ${(error as Error).message}\n  until that is mended, all is served as before`);
      }
    },
  });
}
