import type { Session } from '../session.ts';

export async function checkRefusals(_session: Session): Promise<void> {}
