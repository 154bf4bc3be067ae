import { loadAjv } from '../spec/ajv-library.ts';

/** Whoever listens in a process of its own is soon asked: what answers is loaded meanwhile, and not while a client waits. */
export async function loadAnswering(): Promise<void> {
  await Promise.all([import('./handler.ts'), import('../rows/generated.ts')]);
  loadAjv();
}
