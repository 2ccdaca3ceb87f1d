import type { Database } from '../database/connect.ts';
import type { MemberCall } from '../http/endpoint.ts';

/** A change, for the log that an organization's admins read. Contains ids, never names. */
export interface AuditEntry {
  readonly action: string;
  readonly target: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Notes a change in the transaction that makes it. */
export async function audit(
  trx: Database,
  { member, caller }: Pick<MemberCall<unknown, unknown, unknown>, 'member' | 'caller'>,
  { action, target, detail = {} }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({
      organization_id: member.organizationId,
      actor_id: caller.userId,
      action,
      target,
      detail: JSON.stringify(detail),
    })
    .execute();
}
