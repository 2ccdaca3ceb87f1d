import { baseName } from '../../../core/base/baseName.ts';
import { languageName } from '../../../core/base/languageName.ts';
import { kindLabel } from '../../../analytics/labels.ts';
import type { Figure } from '../../../core/views/figure.ts';
import type { Translate } from '../../../core/base/translate.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { componentLabel } from './explainMore.ts';

/** A figure in a few words, the day first. */
export function figureName(figure: Figure, t: Translate, offset?: number): string {
  const { day, kind, source, project, language, file, branch, machine, component, from, to } = figure;
  const range =
    offset === undefined || (from === undefined && to === undefined)
      ? ''
      : `${from === undefined ? '' : clockTime(from, offset)}–${to === undefined ? '' : clockTime(to, offset)}`;
  const names = [
    machine ? t('machine time') : '',
    component ? componentLabel(component, t) : '',
    kind ? kindLabel(kind, t) : '',
    source ?? '',
    project === null ? t('No project') : baseName(project ?? ''),
    language === null ? t('No language') : languageName(language ?? ''),
    file === null ? t('No file') : (file ?? ''),
    branch === null ? t('No branch') : (branch ?? ''),
    range,
  ];
  return [day, ...names].filter((one) => one !== '').join(' · ');
}
