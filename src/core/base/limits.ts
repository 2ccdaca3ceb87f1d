/** Bounds that the view's forms show while typing, and that the contract enforces. */
export const limits = {
  titleLength: 200,
  notesLength: 4000,
  linkLength: 2000,
  answerLength: 4000,
  activityMinutes: 24 * 60,
  taskMinutes: 12 * 60,
  errors: 999,
  feedPage: 100,
  /** Files of a commit that are kept with their lines; a commit of more was made by a tool. */
  commitFiles: 300,
} as const;
