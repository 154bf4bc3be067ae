import type { Session } from '../session.ts';

export async function checkAccepted(_session: Session): Promise<void> {}
