import type { ActivityKind } from '../../core/facts/activity.ts';

/** Browsers by the words in their names, and as ActivityWatch's watcher for browsers calls them. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/firefox|librewolf|waterfox/, 'firefox'],
  [/edge/, 'edge'],
  [/brave/, 'brave'],
  [/opera/, 'opera'],
  [/vivaldi/, 'vivaldi'],
  [/safari/, 'safari'],
  [/^arc$/, 'arc'],
  [/^zen/, 'zen'],
  [/chrom(?:e|ium)/, 'chrome'],
];

/** What people do in applications whose name reveals it. */
const kinds: readonly (readonly [RegExp, ActivityKind])[] = [
  [
    /^(?:slack|microsoft teams|teams|ms-teams|zoom(?:\.us)?|discord|webex|skype|facetime|jitsi|google meet|gotomeeting|whatsapp|signal|telegram|mattermost|element)/,
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

/** The family of a browser, such as `chrome`; undefined for any other application. */
export function familyOf(application: string): string | undefined {
  const name = plain(application);
  return browsers.find(([pattern]) => pattern.test(name))?.[1];
}

/** Returns what someone does in an application; `other` if its name doesn't reveal it. */
export function kindOfApplication(application: string): ActivityKind {
  if (familyOf(application) !== undefined) return 'browsing';
  const name = plain(application);
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** VS Code and its builds, in which the extension itself observes. */
export function isObservedByDaymark(application: string): boolean {
  return /^(?:code|code-oss|code - (?:oss|insiders)|code-insiders|visual studio code(?: - insiders)?|(?:vs)?codium|vscodium)$/.test(
    plain(application),
  );
}

/** A locked screen doesn't count for anyone, whatever the keyboard and mouse watcher reports. */
export function isScreenLock(application: string): boolean {
  return /^(?:loginwindow|lockapp|logonui|screensaverengine|gnome-screensaver|i3lock|swaylock|unknown|)$/.test(
    plain(application),
  );
}

function plain(application: string): string {
  return application
    .trim()
    .toLowerCase()
    .replace(/\.(?:exe|app)$/, '');
}
