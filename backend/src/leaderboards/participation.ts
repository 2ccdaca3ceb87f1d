import type { Database } from '../database/connect.ts';
import { isTaken } from '../database/isTaken.ts';
import type { MemberCall } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { everyoneBoard } from './standings.ts';

/** Whose place on which board. */
export interface Place {
  readonly board: string;
  readonly organizationId: string;
  readonly userId: string;
}

/** The board that belongs to the organization of a call: its own, or that of everyone for a personal one. */
export async function placeOf(
  db: Database,
  { member, caller }: Pick<MemberCall<unknown, unknown, unknown>, 'member' | 'caller'>,
): Promise<Place> {
  const { is_personal } = await db
    .selectFrom('organizations')
    .select('is_personal')
    .where('id', '=', member.organizationId)
    .executeTakeFirstOrThrow();
  const board = is_personal ? everyoneBoard : member.organizationId;
  return { board, organizationId: member.organizationId, userId: caller.userId };
}

/** Returns a participant's alias; undefined for someone who doesn't take part. */
export async function findAlias(db: Database, { board, userId }: Place): Promise<string | undefined> {
  const found = await db
    .selectFrom('leaderboard_participants')
    .select('alias')
    .where('board', '=', board)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return found?.alias;
}

/** @throws HttpProblem 409 if the alias is taken */
export async function refuseTaken<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new HttpProblem(409, 'Somebody on this leaderboard has this alias. Choose another.');
  }
}
