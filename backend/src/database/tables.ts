import type { Generated } from 'kysely';
import type { ProjectRole, Role } from '../organizations/roles.ts';
import type { WorkTables } from './workTables.ts';

/** The columns of each table, as the migrations leave them. */
export interface Tables extends WorkTables {
  users: UserTable;
  sessions: SessionTable;
  access_tokens: { hash: Buffer; session_id: string; expires_at: Date };
  refresh_tokens: { hash: Buffer; session_id: string; expires_at: Date; used_at: Date | null };
  api_keys: ApiKeyTable;
  known_addresses: { user_id: string; address: Buffer; seen_at: Date };
  device_grants: DeviceGrantTable;
  /** Codes of an authenticator app; `last_step`: the last code that was used, by its number of half minutes since the epoch. */
  totp: { user_id: string; secret: string; confirmed_at: Date | null; last_step: number };
  totp_recovery_codes: { user_id: string; hash: Buffer };
  /** `id`: of the credential, in base64url; `counter`: how often it signed, as far as it tells. */
  passkeys: {
    id: string;
    user_id: string;
    name: string;
    public_key: Buffer;
    counter: number;
    created_at: Date;
    last_used_at: Date | null;
  };
  /** Without a user for one to sign in with. */
  passkey_challenges: { hash: Buffer; user_id: string | null; expires_at: Date };
  github_accounts: { github_id: number; user_id: string; login: string; connected_at: Date };
  /** `hash`: of the state that comes back; `user_id`: whom it connects, absent to sign in; `secret`: the verifier of the code (PKCE). */
  github_requests: { hash: Buffer; user_id: string | null; secret: string; expires_at: Date };
  mail_links: { hash: Buffer; user_id: string; purpose: 'reset' | 'verify'; expires_at: Date };
  setup_links: { hash: Buffer; expires_at: Date };
  organizations: { id: Generated<string>; name: string; is_personal: boolean; created_at: Generated<Date> };
  memberships: { organization_id: string; user_id: string; role: Role; joined_at: Generated<Date> };
  invitations: InvitationTable;
  projects: ProjectTable;
  /** Roles that were given in single projects. */
  project_roles: { organization_id: string; project_id: string; user_id: string; role: ProjectRole };
  audit_log: AuditTable;
  batches: BatchTable;
  shared_days: SharedDayTable;
  activities: ActivityTable;
  /** The partition of days whose month has none. */
  activities_default: ActivityTable;
  /** Months that have a partition of activities, by their first days. */
  activity_months: { month: string; folded_at: Date | null };
  daily_totals: { organization_id: string; user_id: string; day: string; seconds: number };
  leaderboard_participants: ParticipantTable;
  leaderboard_standings: StandingTable;
  /** Organizations on the leaderboard of organizations. */
  leaderboard_organizations: { organization_id: string; alias: string; joined_at: Generated<Date> };
  assistant_pages: {
    organization_id: string;
    user_id: string;
    kind: 'plan' | 'insights';
    day: string;
    /** JSON text when written, an object when read. */
    body: unknown;
    made_at: Date;
  };
  /** Receipts of calls to a model; without an owner once the account is deleted, since they still count for the day. */
  model_calls: { id: string; user_id: string | null; at: Date; body: unknown };
  sync_accounts: { user_id: string; position: number; bytes: number };
  /** `hash`: SHA-256 of the proof that the recovery key gives. */
  sync_recovery: {
    user_id: string;
    generation: number;
    envelope: Buffer | null;
    hash: Buffer | null;
    offered_at: Date;
  };
  /** The last run of each job; `error`: a code or the name of an error. */
  job_runs: { job: string; started_at: Date; ms: number; result: 'done' | 'failed'; error: string | null };
  operator_log: { id: Generated<number>; at: Generated<Date>; actor_id: string | null; action: string; target: string };
  devices: DeviceTable;
  segments: SegmentTable;
  /** From rate-limiter-flexible; `expire` is in ms since the epoch. */
  limiter: { key: string; points: number; expire: number | null };
}

interface UserTable {
  id: Generated<string>;
  /** Lower case. */
  email: string;
  name: string;
  password_hash: string;
  is_operator: boolean;
  /** As in the IANA database; null if unknown. */
  time_zone: string | null;
  email_verified_at: Date | null;
  /** Time at which the person agreed that what they share goes to the model of the operator. */
  model_agreed_at: Date | null;
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
  /** Part of the time that was measured rather than entered by hand; null if the client doesn't say. */
  measured_seconds: number | null;
  /** Part of that which was in focus sessions. */
  focus_seconds: number | null;
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

interface ParticipantTable {
  /** The organization, or `everyoneBoard`. */
  board: string;
  user_id: string;
  /** Organization in which the activity was shared: that of the team, or the personal one of someone on `everyoneBoard`. */
  organization_id: string;
  alias: string;
  joined_at: Generated<Date>;
}

interface StandingTable {
  board: string;
  period: 'day' | 'week' | 'month';
  /** First day of the period. */
  start: string;
  metric: 'time' | 'language' | 'consistency' | 'focus';
  /** Empty for other metrics. */
  language: string;
  user_id: string;
  /** Seconds, or days for `consistency`. */
  value: number;
  /** Seconds of the period that weren't measured. */
  claimed_seconds: number;
  /** Days that aren't plausible. */
  left_out_days: number;
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
  /** First sequence in a segment that others were folded into. */
  first_sequence: number | null;
  hash: Buffer;
  body: Buffer;
  received_at: Generated<Date>;
}
