import type { Session } from '../session.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

/** What pages say about each other. */
export async function checkPaging(_session: Session, _walk: Walk, _rows: RowReader): Promise<void> {}
