import type { Services } from '../services.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly isOperator?: boolean;
}

/**
 * Makes an account with its personal organization.
 * @returns its id; undefined when the address has an account already
 */
export async function createUser(
  { db, passwords }: Pick<Services, 'db' | 'passwords'>,
  user: NewUser,
): Promise<string | undefined> {
  // Hashed first, so that the answer takes equally long when the address is already taken.
  const passwordHash = await passwords.hash(user.password);
  return db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('users')
      .values({
        email: user.email,
        name: user.name,
        password_hash: passwordHash,
        is_operator: user.isOperator ?? false,
        time_zone: null,
        email_verified_at: null,
        model_agreed_at: null,
      })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return undefined;
    const { id } = await trx
      .insertInto('organizations')
      .values({ name: user.name, is_personal: true })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('memberships').values({ organization_id: id, user_id: inserted.id, role: 'owner' }).execute();
    return inserted.id;
  });
}
