import { minuteMs } from '../../../core/time/days.ts';
import type { FocusBlock } from '../../../planning/blocks/blockQueries.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';

/** Starts a focus session for a time block, until the block ends. Resolves when it is recorded. */
export async function startBlock(services: Services, { title, project, listed, end }: FocusBlock): Promise<void> {
  const minutes = Math.max(1, Math.min(240, Math.round((end - services.clock.now()) / minuteMs)));
  const purpose = { title, ...(project !== undefined && { project }), ...(listed !== undefined && { task: listed }) };
  await operate(services, { transport: 'view', operation: 'focus.start', params: { ...purpose, minutes } });
}
