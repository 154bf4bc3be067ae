import type { Session } from '../session.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

export async function checkFilters(_session: Session, _walk: Walk, _rows: RowReader): Promise<void> {}
