/** The options of the part in the extension host, in its environment. */
export interface ReplayOrder {
  readonly repository: string;
  readonly commits: number;
  /** File that it writes its counts to. */
  readonly out: string;
}

export const orderVariable = 'DAYMARK_REPLAY';
