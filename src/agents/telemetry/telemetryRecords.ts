import * as z from 'zod';
import { utcOffset, wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { usagePart } from '../sessionRecords.ts';
import { agentTools } from '../tools.ts';

/** Calls of one model in one session within 15 minutes, as reported over OpenTelemetry. The id is derived from all of these. */
export const agentTelemetry = collection(
  'agentTelemetry',
  usagePart.omit({ at: true, branch: true }).extend({
    tool: z.enum(agentTools),
    /** `sessionKey` of the session. */
    key: z.string(),
    /** Start of the 15 minutes, and the last call, milliseconds since the epoch. */
    start: wholeInstant,
    end: wholeInstant,
    /** Minutes east of UTC. */
    offset: utcOffset.int(),
    /** Each call by a short hash of its id, so that one that is sent again counts once, and its milliseconds after `start`. */
    seen: z.array(z.tuple([z.string(), z.number().int()])),
  }),
);
