import type { Generated } from 'kysely';
import type { Role } from '../organizations/roles.ts';

/** The columns of each table, as the migrations leave them. */
export interface Tables {
  users: UserTable;
  sessions: SessionTable;
  access_tokens: { hash: Buffer; session_id: string; expires_at: Date };
  refresh_tokens: { hash: Buffer; session_id: string; expires_at: Date; used_at: Date | null };
  api_keys: ApiKeyTable;
  known_addresses: { user_id: string; address: Buffer; seen_at: Date };
  device_grants: DeviceGrantTable;
  setup_links: { hash: Buffer; expires_at: Date };
  organizations: { id: Generated<string>; name: string; is_personal: boolean; created_at: Generated<Date> };
  memberships: { organization_id: string; user_id: string; role: Role; joined_at: Generated<Date> };
  invitations: InvitationTable;
  projects: ProjectTable;
  audit_log: AuditTable;
  batches: BatchTable;
  shared_days: SharedDayTable;
  activities: ActivityTable;
  /** The partition of days whose month has none. */
  activities_default: ActivityTable;
  /** Months that have a partition of activities, by their first days. */
  activity_months: { month: string; folded_at: Date | null };
  daily_totals: { organization_id: string; user_id: string; day: string; seconds: number };
  sync_accounts: { user_id: string; position: number; bytes: number };
  devices: DeviceTable;
  segments: SegmentTable;
  /** Of rate-limiter-flexible; `expire` in milliseconds since the epoch. */
  limiter: { key: string; points: number; expire: number | null };
}

interface UserTable {
  id: Generated<string>;
  /** Lower case. */
  email: string;
  name: string;
  password_hash: string;
  is_operator: boolean;
  created_at: Generated<Date>;
}

interface SessionTable {
  id: Generated<string>;
  user_id: string;
  kind: 'web' | 'app' | 'device';
  label: string;
  scopes: string[];
  created_at: Generated<Date>;
  last_used_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

interface ApiKeyTable {
  id: Generated<string>;
  user_id: string;
  name: string;
  hash: Buffer;
  scopes: string[];
  created_at: Generated<Date>;
  expires_at: Date | null;
  last_used_at: Date | null;
}

interface DeviceGrantTable {
  device_hash: Buffer;
  user_code: string;
  client_name: string;
  scopes: string[];
  status: 'pending' | 'approved' | 'denied';
  user_id: string | null;
  interval_seconds: number;
  last_polled_at: Date | null;
  expires_at: Date;
}

interface InvitationTable {
  organization_id: string;
  id: Generated<string>;
  email: string;
  role: Role;
  hash: Buffer;
  invited_by: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
}

interface ProjectTable {
  organization_id: string;
  id: Generated<string>;
  name: string;
  alias: string;
  description: string;
  tech_stack: string[];
  status: 'active' | 'paused' | 'done' | 'archived';
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface AuditTable {
  organization_id: string;
  id: Generated<number>;
  at: Generated<Date>;
  actor_id: string | null;
  action: string;
  target: string;
  /** JSON text when written, an object when read. */
  detail: unknown;
}

interface BatchTable {
  organization_id: string;
  id: Generated<string>;
  user_id: string;
  idempotency_key: string;
  body_hash: Buffer;
  level: string;
  source: string;
  days: number;
  items: number;
  /** Days that were left as they are, since a later revision of them had arrived before. */
  outdated: number;
  received_at: Generated<Date>;
}

interface SharedDayTable {
  organization_id: string;
  user_id: string;
  source: string;
  day: string;
  level: string;
  revision: number;
  batch_id: string;
}

interface ActivityTable {
  organization_id: string;
  id: Generated<number>;
  user_id: string;
  source: string;
  day: string;
  level: string;
  language: string | null;
  alias: string | null;
  project: string | null;
  seconds: number;
  batch_id: string;
}

interface DeviceTable {
  user_id: string;
  id: Generated<string>;
  name: string;
  /** The session or API key that joined; only it may upload as this device. */
  credential_id: string;
  status: 'pending' | 'active' | 'revoked';
  public_key: Buffer;
  /** Key material for this device, sealed by another of the user's devices. */
  envelope: Buffer | null;
  next_sequence: Generated<number>;
  created_at: Generated<Date>;
}

interface SegmentTable {
  user_id: string;
  position: number;
  device_id: string;
  sequence: number;
  hash: Buffer;
  body: Buffer;
  received_at: Generated<Date>;
}
