import type { Translate } from '../../../core/base/translate.ts';
import type { IgnoreProblem } from '../../ignoreFiles.ts';
import type { PrivacyProblems } from '../../privacy.ts';
import type { SettingProblem } from '../../settingProblems.ts';
import { settingProblemText } from '../../settingProblemText.ts';

interface PrivacyFindings {
  readonly settings: readonly SettingProblem[];
  readonly privacy: PrivacyProblems | undefined;
}

/** Lists problems with settings and ignore files as Markdown paragraphs, by position, since patterns and paths are names. */
export function privacyLines({ settings, privacy }: PrivacyFindings, t: Translate): string[] {
  if (!privacy) return [`**${t('Not running')}**`];
  const lines = [
    ...settings.map((problem) => `- ${settingProblemText(problem, t)}`),
    ...privacy.files.map((problem) => `- ${fileText(problem, t)}`),
  ];
  return [lines.length === 0 ? t('Every exclusion is understood.') : lines.join('\n')];
}

function fileText({ refused, lines }: IgnoreProblem, t: Translate): string {
  const reasons = {
    link: t('it is a link'),
    notRegular: t('it is not a regular file'),
    tooLarge: t('it is larger than 64 KB'),
    unreadable: t('it cannot be opened'),
    encoding: t('it is neither UTF-8 nor UTF-16'),
  };
  if (refused === undefined) {
    return t(
      'A `.daymarkignore` has ambiguous lines. Everything that they could mean is excluded: {0}.',
      lines.join(', '),
    );
  }
  return `**${t('A `.daymarkignore` could not be read: {0}. Nothing in its folder is recorded.', reasons[refused])}**`;
}
