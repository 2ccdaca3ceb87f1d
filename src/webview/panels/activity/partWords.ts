import * as l10n from '@vscode/l10n';
import { languageName } from '../../../core/base/languageName.ts';
import { kindLabels, sourceLabels } from '../../../core/views/labels.ts';
import { noneLabels } from '../../format/labels.ts';
import type { ActivityRange } from '../../../core/views/historyViews.ts';

/** The names of a range's parts. */
export function usePartWords({ by, parts }: ActivityRange): (index: number) => string {
  const words: Readonly<Record<string, string>> =
    by === 'source' ? sourceLabels(l10n.t) : by === 'kind' ? kindLabels(l10n.t) : {};
  return (index) => {
    const part = parts[index];
    if (part?.type === 'name') return by === 'language' ? languageName(part.id) : (words[part.id] ?? part.name);
    return part?.type === 'none' ? noneLabels()[by] : l10n.t('Others');
  };
}
