import { type Kysely, sql } from 'kysely';

/** Roles that people have in single projects, besides the one in the organization. */
export const projectRoles = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table project_roles (
  organization_id uuid not null,
  project_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'member')),
  primary key (organization_id, project_id, user_id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, user_id) references memberships on delete cascade
);
create index on project_roles (organization_id, user_id);
`;
