import type { Session } from './session.ts';

export async function checkCredentials(_session: Session): Promise<void> {}
