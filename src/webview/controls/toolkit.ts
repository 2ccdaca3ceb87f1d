import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/** Defines the toolkit's controls that the view uses, and no others: each costs the bundle a kilobyte or two. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeTextArea(), vsCodeTextField());
  followThemeOfSameKind();
}

/** The toolkit reads the theme again only when the body's class changes, which it does not from one dark theme to another. */
function followThemeOfSameKind(): void {
  const touchBody = () => document.body.setAttribute('class', document.body.className);
  new MutationObserver(touchBody).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
