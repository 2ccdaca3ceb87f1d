import type { limits as contractLimits } from '../core/base/limits.ts';

/**
 * The contract's bounds, which the forms check while typing. The view takes only types from shared (zod stays out of its
 * bundle), so the figures stand here again; test/unit/webview compares them.
 */
export const limits: typeof contractLimits = {
  titleLength: 200,
  notesLength: 4000,
  linkLength: 2000,
  answerLength: 4000,
  activityMinutes: 1440,
  taskMinutes: 720,
  errors: 999,
  feedPage: 100,
};
