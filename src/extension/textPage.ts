import { categoryColors, type CategoryColor } from '../core/categories/categories.ts';
import { barColors, pageColors } from '../planning/reports/palette.ts';
import { escapeHtml } from '../core/base/escapeHtml.ts';

/** The parts of a text page. */
export interface TextPage {
  readonly title: string;
  readonly language: string;
  /** HTML in which everything that was recorded is escaped. */
  readonly body: string;
  /** For the page in the editor: its own style, and links that run commands. A saved page has neither. */
  readonly editor?: { readonly nonce: string; readonly links: string };
}

/** A self-contained page: no script, nothing loaded. It uses the theme's colors in the editor, and the system's elsewhere. */
export function textPage({ title, language, body, editor }: TextPage): string {
  const style = editor ? ` nonce="${editor.nonce}"` : '';
  const policy = `default-src 'none'; style-src ${editor ? `'nonce-${editor.nonce}'` : "'unsafe-inline'"}`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style${style}>${commonStyle}${editor ? editorStyle : savedStyle}</style>
</head>
<body><main>${editor ? `<nav>${editor.links}</nav>` : ''}${body}</main></body>
</html>
`;
}

/** Hides bars of block characters from screen readers in HTML that was made from Markdown: the figures beside them say the same. */
export function withSilentBars(body: string): string {
  return body.replaceAll(/\u2588+/g, '<span class="bar" aria-hidden="true">$&</span>');
}

/** Orange isn't the theme's, which is translucent in some themes and as dark as the page in others. */
function editorColorOf(color: CategoryColor): string {
  if (color === 'gray') return 'var(--vscode-descriptionForeground)';
  return color === 'orange' ? barColors.orange.light : `var(--vscode-charts-${color})`;
}

function savedColors(page: 'light' | 'dark'): string {
  return categoryColors.map((color) => `--${color}: ${barColors[color][page]};`).join(' ');
}

const commonStyle = `
body { margin: 0; padding: 16px 24px 40px; background: var(--page); color: var(--text); font: var(--font); line-height: 1.5; }
main { max-width: 46em; margin: 0 auto; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0.4em 0; }
h2 { font-size: 1.15em; font-weight: 600; margin: 1.6em 0 0.4em; }
nav p { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: start; font-weight: 600; }
.total { font-weight: 600; }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th[style*="right"], td[style*="right"], .figure { text-align: end; white-space: nowrap; }
td:has(> .bar) { color: var(--bar); white-space: nowrap; letter-spacing: -1px; overflow: hidden; max-width: 12em; }
/* Fonts leave seams between the blocks, so only the background is seen. */
.bar { background: currentColor; -webkit-text-fill-color: transparent; print-color-adjust: exact; }
@media (forced-colors: active) { .bar { -webkit-text-fill-color: currentColor; } }
${categoryColors.map((color) => `.bar-${color} { color: var(--${color}); }`).join('\n')}
table + table, table + h2 { margin-top: 1.6em; }
@media (max-width: 520px) { .bar { display: none; } }
`;

const editorStyle = `
:root {
  --page: var(--vscode-editor-background); --text: var(--vscode-foreground); --link: var(--vscode-textLink-foreground);
  --line: var(--vscode-widget-border, var(--vscode-panel-border)); --bar: var(--vscode-charts-blue);
  --font: var(--vscode-font-size) var(--vscode-font-family);
  ${categoryColors.map((color) => `--${color}: ${editorColorOf(color)};`).join(' ')}
}
body:is(.vscode-dark, .vscode-high-contrast):not(.vscode-high-contrast-light) { --orange: ${barColors.orange.dark}; }
`;

const savedStyle = `
:root { --page: ${pageColors.light}; --text: #1f2328; --link: #0969da; --line: #d1d9e0; --bar: #2f6fd0; --font: 15px system-ui, sans-serif; color-scheme: light dark; ${savedColors('light')} }
@media print { body { padding: 0; } h1, h2 { break-after: avoid; } tr { break-inside: avoid; } }
@media screen and (prefers-color-scheme: dark) { :root { --page: ${pageColors.dark}; --text: #e6e8ea; --link: #79b8ff; --line: #3a3f47; --bar: #5b9bf0; ${savedColors('dark')} } }
`;
