import { Session } from 'node:inspector/promises';
import { vi } from 'vitest';

interface WorkCounter<Module> {
  /** The module and all that it imports from `src/`, loaded anew: V8 only counts code that it compiles while it counts. */
  readonly module: Module;
  /** How often each function and each block of code of `src/` runs meanwhile. */
  count(act: () => unknown): Promise<number>;
  close(): Promise<void>;
}

/**
 * Counts work, as V8 does for coverage. Unlike time it is the same on every machine, so that a test can tell work that
 * doubles with its input from work that grows fourfold.
 */
export async function createWorkCounter<Module>(load: () => Promise<Module>): Promise<WorkCounter<Module>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  vi.resetModules();
  const module = await load();
  return {
    module,
    async count(act) {
      await session.post('Profiler.takePreciseCoverage');
      await act();
      const { result } = await session.post('Profiler.takePreciseCoverage');
      return result
        .filter(({ url }) => url.includes('/src/'))
        .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
        .reduce((sum, { count }) => sum + count, 0);
    },
    async close() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
      vi.resetModules();
    },
  };
}
