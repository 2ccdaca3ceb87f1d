/**
 * The user's response to an event: `busy` blocks its time, `tentative` is unanswered or uncertain, `free` and `declined` block nothing, and
 * `away` blocks its time but is not a meeting.
 */
export const eventStates = ['busy', 'tentative', 'free', 'declined', 'away'] as const;
export type EventState = (typeof eventStates)[number];

/** One occurrence of an event of a calendar. */
export interface CalendarEvent {
  /** The same for the same occurrence on every machine, in every calendar that has it, and however it is moved. */
  readonly id: string;
  readonly title: string;
  /** `[start, end)`, ms since the epoch; of an event of whole days, the beginnings of its days in UTC. */
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
  readonly state: EventState;
}
