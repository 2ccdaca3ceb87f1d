/** What the part in the extension host is told, in its environment. */
export interface ReplayOrder {
  readonly repository: string;
  readonly commits: number;
  /** Where it writes what it counted. */
  readonly out: string;
}

export const orderVariable = 'DAYMARK_REPLAY';
