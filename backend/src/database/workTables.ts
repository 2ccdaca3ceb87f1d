import type { Generated } from 'kysely';

/** The columns of the tables of webhooks, and of shared work. */
export interface WorkTables {
  github_hooks: HookTable;
  /** `delivery`: GitHub's id; kept so that nothing counts twice. */
  hook_deliveries: { organization_id: string; hook_id: string; delivery: string; body_hash: Buffer; received_at: Date };
  /** The position of an organization's last event. */
  event_heads: { organization_id: string; position: number };
  /** `body`: JSON text when written, an object when read. */
  github_events: { organization_id: string; position: number; body: unknown; received_at: Date };
  /** `day`: the last of the days that the tasks were shared with. */
  shared_task_lists: { organization_id: string; user_id: string; source: string; revision: number; day: string };
  shared_tasks: SharedTaskTable;
  shared_entries: SharedEntryTable;
  shared_ai_days: SharedAiTable;
  ci_runs: CiRunTable;
  deployments: DeploymentTable;
}

interface SharedTaskTable {
  organization_id: string;
  user_id: string;
  source: string;
  id: string;
  title: string;
  status: string;
  priority: string;
  project: string | null;
  due_day: string | null;
  estimate_minutes: number | null;
  /** Ms since the epoch, as all instants here, which come from machines and GitHub. */
  done_at: number | null;
}

interface SharedEntryTable {
  organization_id: string;
  user_id: string;
  source: string;
  day: string;
  id: string;
  title: string;
  project: string | null;
  started_at: number;
  seconds: number;
}

interface SharedAiTable {
  organization_id: string;
  user_id: string;
  source: string;
  day: string;
  calls: number;
  tokens: number;
  /** Millionths of a US dollar. */
  cost_micros: number;
  runs: number;
  failed_runs: number;
  run_seconds: number;
}

interface CiRunTable {
  organization_id: string;
  repo: string;
  run_id: number;
  attempt: number;
  workflow: string;
  trigger: string;
  branch: string | null;
  sha: string | null;
  status: string;
  conclusion: string | null;
  started_at: number;
  ended_at: number | null;
  /** Time at which its state last changed. */
  at: number;
  url: string;
}

interface DeploymentTable {
  organization_id: string;
  repo: string;
  deployment_id: number;
  environment: string;
  state: string;
  branch: string | null;
  sha: string | null;
  at: number;
  url: string | null;
}

interface HookTable {
  organization_id: string;
  id: Generated<string>;
  created_by: string | null;
  name: string;
  /** In clear, since signatures are worked out from it. */
  secret: string;
  created_at: Date;
  last_delivery_at: Date | null;
  accepted: Generated<number>;
  ignored: Generated<number>;
  repeated: Generated<number>;
}
