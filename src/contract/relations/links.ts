import type { Session } from '../session.ts';

export async function checkLinks(_session: Session): Promise<void> {}
