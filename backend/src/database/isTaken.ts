/** Tells whether PostgreSQL refused a value that a unique index has already. */
export function isTaken(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === '23505';
}
