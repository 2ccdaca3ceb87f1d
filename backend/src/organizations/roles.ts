/** Roles in an organization; each may do what those after it may. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Roles that can be given in a single project. Every member of the organization sees its projects. */
export const projectRoles = ['owner', 'admin', 'member'] as const;
export type ProjectRole = (typeof projectRoles)[number];

/** Returns the role that permits more. @param other null or undefined for none */
export function higherOf(one: Role, other: Role | null | undefined): Role {
  return other && isAtLeast(other, one) ? other : one;
}

/** Returns whether the role `held` permits what requires the role `needed`. */
export function isAtLeast(held: Role, needed: Role): boolean {
  return roles.indexOf(held) <= roles.indexOf(needed);
}
