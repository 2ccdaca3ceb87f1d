import type { Translate } from '../core/base/translate.ts';
import type { SettingProblem } from './settingProblems.ts';

/** Describes the problem with a setting, and what applies instead. Contains no names: entries are identified by position, from 1. */
export function settingProblemText({ key, item, fault }: SettingProblem, t: Translate): string {
  const setting = `daymark.${key}`;
  const entry = item === undefined ? setting : t('{0}, entry {1}', setting, item + 1);
  const isPattern = key.startsWith('privacy.');
  if (!isPattern && fault === undefined) {
    return item === undefined
      ? t("{0}: Daymark can't use this value, so the default applies.", entry)
      : t('{0}: this is not a valid rule and is skipped. The others apply.', entry);
  }
  return fault === undefined ? entry : `${entry}: ${faultText(fault, t)}`;
}

function faultText(fault: NonNullable<SettingProblem['fault']>, t: Translate): string {
  switch (fault) {
    case 'type':
      return t('this is not a list of strings. Everything that it could mean is excluded.');
    case 'empty':
      return t('this is empty and has no effect.');
    case 'long':
      return t('this is longer than 500 characters. The folder named by the first 500 is excluded.');
    case 'many':
      return t('there are too many entries. To be safe, everything is excluded.');
    case 'exception':
      return t('exceptions (`!`) have no effect in this setting.');
    case 'range':
      return t('the range in brackets ends before it begins. The brackets are read as plain text.');
    case 'extended':
      return t(
        '`!(a)`, `+(a|b)`, and ranges in braces are not supported. In exclusions they match any name; in rules they are plain text.',
      );
    case 'variable':
      return t('variables such as {0} are not supported here. It matches any folder.', '`${workspaceFolder}`');
  }
}
