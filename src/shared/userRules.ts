import * as z from 'zod';
import { activityKinds } from './activity.ts';

const text = z.string().min(1).max(500);

/** A rule of the person's own (`daymark.rules`). What it names must all hold; what it gives takes the place of what was decided. */
export const userRuleSchema = z
  .object({
    /** Of the file, with its project's root before it. */
    glob: text.optional(),
    /** VS Code's language id. */
    language: text.optional(),
    /** The program of a terminal command, or the name of a task: the first word, or all of it. */
    command: text.optional(),
    /** What was decided without this rule. */
    from: z.enum(activityKinds).optional(),
    kind: z.enum(activityKinds).optional(),
    project: text.optional(),
    excluded: z.boolean().optional(),
  })
  .strict()
  .refine(({ glob, language, command, from }) => [glob, language, command, from].some((one) => one !== undefined), {
    message: 'names nothing to look for',
  });
export type UserRule = Readonly<z.infer<typeof userRuleSchema>>;
