/**
 * Reasons for a kind of activity, by the id of the rule (`tracking/kinds.ts`), as a sentence for the person who asks. In the order in which
 * the rules are asked.
 */
export const kindReasons = {
  'debug-session': 'A debug session was running.',
  'test-run': 'Tests were started.',
  'build-run': 'A build was started.',
  'terminal-run': 'A command was started in a terminal.',
  'cell-run': 'A cell of a notebook was run.',
  'other-run': 'A task other than a build or a test was run.',
  'terminal-use': 'You typed outside text editors, after you had used a terminal.',
  'review-document':
    'Files were compared or merged, or the document was a version or a proposal from git, a pull request, or an agent.',
  'plan-file': 'The file is prose, and its name begins with todo, plan, roadmap, backlog, or tasks.',
  settings: 'The file contains settings of VS Code or a workspace, key bindings, or snippets.',
  'search-results': 'Search results were viewed in an editor.',
  output: "The cursor moved in a program's output, in the output panel.",
  edit: 'Text was changed.',
  'soon-after-edit': 'The file had been edited within the last 30 seconds.',
  look: 'A document was viewed and not changed.',
  elsewhere: 'The window was used outside text editors: terminal, search, settings, or another panel.',
  reported: 'Another program reported this time. Its category, file, application, or site says what it was.',
  'site-choice': 'You chose the category of this site.',
  'unclear-video': "The title of the video doesn't say whether it is a lesson.",
  'pastime-video': 'The page played sound, and its title suggests a pastime.',
} as const;
export type KindRuleId = keyof typeof kindReasons;
