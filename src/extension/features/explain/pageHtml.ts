import { escapeHtml } from '../../../core/base/escapeHtml.ts';

/** The input of a text page. */
export interface PageContent {
  readonly title: string;
  /** HTML in which everything that was recorded is escaped. */
  readonly body: string;
  readonly language: string;
  readonly nonce: string;
}

/** A page without script: nothing is loaded, and its links are all that it can do. */
export function pageHtml({ title, body, language, nonce }: PageContent): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main>${body}</main></body>
</html>`;
}

const style = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; padding: 0 16px 24px; }
main { max-width: 75em; }
h1 { font-size: 1.5em; font-weight: 600; line-height: 1.3; }
h2 { font-size: 1.15em; font-weight: 600; margin-top: 1.6em; }
a { color: var(--vscode-textLink-foreground); text-decoration: underline; text-underline-offset: 2px; }
a:hover { color: var(--vscode-textLink-activeForeground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: start; font-weight: 600; white-space: nowrap; }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); vertical-align: top; overflow-wrap: anywhere; }
th[style*="right"], td[style*="right"] { text-align: end; }
td:first-child { white-space: nowrap; }
@media (max-width: 520px) {
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  td, td[style*="right"] { border: 0; padding: 0; text-align: start; }
  tr { border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); padding: 6px 0; }
}
`;
