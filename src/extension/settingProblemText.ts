import type { Translate } from '../core/base/translate.ts';
import type { SettingProblem } from './settingProblems.ts';

/** What is wrong with a setting, and what holds instead. Has no names: an entry is said by its place, from 1. */
export function settingProblemText({ key, item, fault }: SettingProblem, t: Translate): string {
  const setting = `daymark.${key}`;
  const entry = item === undefined ? setting : t('{0}, entry {1}', setting, item + 1);
  const isPattern = key.startsWith('privacy.');
  if (!isPattern && fault === undefined) {
    return item === undefined
      ? t('{0}: Daymark cannot use this value, so the default holds.', entry)
      : t('{0}: this is not a rule, and is skipped. The others hold.', entry);
  }
  return fault === undefined ? entry : `${entry}: ${faultText(fault, t)}`;
}

function faultText(fault: NonNullable<SettingProblem['fault']>, t: Translate): string {
  switch (fault) {
    case 'type':
      return t('this is not a list of text. It excludes all that it could mean.');
    case 'empty':
      return t('this is empty, and names nothing.');
    case 'long':
      return t('this is longer than 500 characters. The folder that its first 500 name is excluded.');
    case 'many':
      return t('there are too many entries. Where they exclude something, everything is excluded.');
    case 'exception':
      return t('exceptions (`!`) have no effect in this setting.');
    case 'range':
      return t('the range in brackets ends before it begins. The brackets are read as plain text.');
    case 'extended':
      return t(
        '`!(a)`, `+(a|b)` and ranges in braces are not supported. Exclusions take them for any name; rules take them as plain text.',
      );
    case 'variable':
      return t('variables such as {0} are not replaced here. It is taken for any folder.', '`${workspaceFolder}`');
  }
}
