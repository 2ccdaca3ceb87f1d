import { familyOf, plainName } from '../../core/categories/browsers.ts';
import type { ActivityKind } from '../../core/facts/activity.ts';

/** Kinds of activity in applications whose name reveals it. */
const kinds: readonly (readonly [RegExp, ActivityKind])[] = [
  [
    /^(?:slack|microsoft teams|teams|ms-teams|zoom(?:\.us)?|discord|webex|skype|facetime|jitsi|google meet|gotomeeting|whatsapp|signal|telegram|viber|mattermost|element)|^phone(?: link)?$/,
    'meeting',
  ],
  [
    /terminal|iterm|konsole|alacritty|kitty|wezterm|ghostty|xterm|powershell|windowsterminal|^(?:cmd|warp|tmux)$/,
    'terminal',
  ],
  [
    /idea|pycharm|webstorm|goland|rider|clion|phpstorm|rubymine|rustrover|android studio|xcode|sublime|emacs|vim|^zed/,
    'coding',
  ],
];

/** Returns what someone does in an application; `other` if its name doesn't reveal it. */
export function kindOfApplication(application: string): ActivityKind {
  if (familyOf(application) !== undefined) return 'browsing';
  const name = plainName(application);
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** VS Code and its builds, in which the extension itself observes. */
export function isObservedByDaymark(application: string): boolean {
  return /^(?:code|code-oss|code - (?:oss|insiders)|code-insiders|visual studio code(?: - insiders)?|(?:vs)?codium|vscodium)$/.test(
    plainName(application),
  );
}

/** A locked screen doesn't count for anyone, whatever the keyboard and mouse watcher reports. */
export function isScreenLock(application: string): boolean {
  return /^(?:loginwindow|lockapp|logonui|screensaverengine|gnome-screensaver|i3lock|swaylock|unknown|)$/.test(
    plainName(application),
  );
}
