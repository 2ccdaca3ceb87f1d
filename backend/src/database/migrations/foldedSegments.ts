import { type Kysely, sql } from 'kysely';

/** The first sequence of a segment that several were folded into; null for any other. */
export const foldedSegments = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table segments add column first_sequence bigint').execute(db);
  },
};
