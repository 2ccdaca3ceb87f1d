import * as z from 'zod';

/** The target of a button: a command that the view may run, settings of VS Code by the beginning of their names, or another extension. */
const action = z.object({
  label: z.string(),
  command: z.string().optional(),
  setting: z.string().optional(),
  /** A link of another extension, by its id. */
  link: z.string().optional(),
  primary: z.boolean().optional(),
});

/** One thing that holds now, in the language of the UI. */
const fact = z.object({
  label: z.string(),
  text: z.string(),
  /** An instant (ms since the epoch), shown after the text. */
  at: z.number().optional(),
  /** `good` and `bad` are marked by an icon too. */
  tone: z.enum(['plain', 'good', 'bad']).default('plain'),
});

export const setupSectionIds = ['github', 'tracking', 'hub', 'ai', 'data', 'extensions'] as const;

const section = z.object({
  id: z.enum(setupSectionIds),
  title: z.string(),
  facts: z.array(fact),
  actions: z.array(action),
});

/**
 * Content of the settings page: the state of each part, and the commands and settings of VS Code that change them. It keeps nothing itself, so there
 * isn't a second place of truth.
 */
export const setupView = z.object({ sections: z.array(section) });
export type SetupView = z.infer<typeof setupView>;
export type SetupSection = SetupView['sections'][number];
export type SetupFact = z.input<typeof fact>;
export type SetupAction = z.infer<typeof action>;
