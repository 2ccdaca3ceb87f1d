import type { Database } from '../database/connect.ts';
import { HttpProblem, notFound } from '../http/problem.ts';

interface DeviceOfCaller {
  readonly userId: string;
  readonly credentialId: string;
  readonly deviceId: string;
}

/** @throws HttpProblem 404 for someone else's device, 403 for one that may not upload with this session or key */
export async function nextSequence(trx: Database, { userId, credentialId, deviceId }: DeviceOfCaller): Promise<number> {
  const device = await trx
    .selectFrom('devices')
    .select(['status', 'credential_id', 'next_sequence'])
    .where('user_id', '=', userId)
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (!device) throw notFound();
  if (device.credential_id !== credentialId)
    throw new HttpProblem(403, 'Another session or key joined as this device.');
  if (device.status !== 'active') throw new HttpProblem(403, `This device is ${device.status}.`);
  return device.next_sequence;
}
