/** The two parts that an id is kept as: many facts share a writer. */
export interface IdParts {
  readonly writer: string;
  readonly n: number;
}

const form = /^(.+):(0|[1-9]\d{0,14})$/s;

/** Splits an id. Accepts any string, and `joinId` reverses it. */
export function splitId(id: string): IdParts {
  const match = form.exec(id);
  // An id of another form is kept whole; no writer's name begins with the mark.
  if (!match || match[1]?.startsWith('!')) return { writer: `!${id}`, n: 0 };
  return { writer: match[1] ?? '', n: Number(match[2]) };
}

export function joinId(writer: string, n: number): string {
  return writer.startsWith('!') ? writer.slice(1) : `${writer}:${n}`;
}
