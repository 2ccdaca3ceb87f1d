/** Roles in an organization; each may do what those after it may. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Returns whether the role `held` permits what requires the role `needed`. */
export function isAtLeast(held: Role, needed: Role): boolean {
  return roles.indexOf(held) <= roles.indexOf(needed);
}
