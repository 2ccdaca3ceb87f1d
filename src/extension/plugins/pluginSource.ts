import { homedir } from 'node:os';
import { AppError } from '../../core/base/appError.ts';
import { rootSlashesOf } from '../../core/base/rootSlashes.ts';
import { heartbeatPrivacy } from '../../tracking/heartbeats/heartbeatPrivacy.ts';
import { spanOfHeartbeat } from '../../tracking/heartbeats/heartbeatSpan.ts';
import type { Services } from '../services.ts';
import type { DaymarkHeartbeat, DaymarkSource } from './pluginTypes.ts';

const idForm = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const longest = 4000;
/** Largest error of a heartbeat's time, in ms. */
const [pastMs, aheadMs] = [30 * 24 * 3_600_000, 60_000];

/**
 * A source of time: its heartbeats become spans by the same rules as those that the hub takes.
 * @throws AppError `invalid-input` for an id of another form
 */
export function pluginSource(
  services: Services,
  { id, may }: { readonly id: string; readonly may: () => boolean },
): DaymarkSource {
  if (typeof id !== 'string' || !idForm.test(id))
    throw new AppError('invalid-input', 'id: lower-case letters, digits, dots, and dashes');
  const { settings, clock, tracking, recorder } = services;
  return Object.freeze<DaymarkSource>({
    record: (heartbeat) => {
      if (!may() || tracking.state !== 'on') return;
      const beat = checked(heartbeat, clock.now());
      const privacy = {
        exclude: settings.get('privacy.exclude'),
        hideFileNames: settings.get('privacy.hideFileNames'),
      };
      const judge = heartbeatPrivacy(privacy, { home: homedir() });
      const common = { app: id, machine: 'plugin', type: 'file', isWrite: false, humanLines: 0, aiLines: 0 } as const;
      const span = spanOfHeartbeat({ ...common, ...beat }, { offset: clock.utcOffset(beat.at), judge });
      if (typeof span === 'object') recorder.append(span);
    },
  });
}

function checked(heartbeat: DaymarkHeartbeat, now: number) {
  const { at = now, entity, project, language, branch, category } = heartbeat;
  if (typeof at !== 'number' || !(at >= now - pastMs && at <= now + aheadMs))
    throw new AppError('invalid-input', 'at: milliseconds since the epoch, of the last 30 days');
  const texts = Object.entries({ entity, project, language, branch, category });
  const wrong = texts.find(([, text]) => text !== undefined && (typeof text !== 'string' || text.length > longest));
  if (wrong || !entity) throw new AppError('invalid-input', `${wrong?.[0] ?? 'entity'}: a text`);
  const rootSlashes = project === undefined ? undefined : rootSlashesOf(project);
  return { at: Math.round(at), entity, project, language, branch, category, rootSlashes };
}
