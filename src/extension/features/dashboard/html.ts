import { randomUUID } from 'node:crypto';
import { env, l10n, Uri, type Webview } from 'vscode';
import { escapeHtml } from '../../../core/base/escapeHtml.ts';

/** The input of the dashboard's page. */
export interface Page {
  /** The allowed origin of scripts, styles, and fonts, as a CSP source. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Lets this page's own script run, and no other. */
  readonly nonce: string;
  /** Language of the texts. */
  readonly language: string;
  readonly title: string;
  /** English text to translated text; undefined if the texts stay English. */
  readonly translations: Readonly<Record<string, string>> | undefined;
}

/** The page for a webview of VS Code, in its display language. */
export function dashboardHtml(webview: Webview, extensionUri: Uri): string {
  const inDist = (name: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    scriptUri: inDist('webview.js'),
    styleUri: inDist('webview.css'),
    nonce: randomUUID(),
    language: env.language,
    title: l10n.t('Daymark dashboard'),
    translations: l10n.bundle,
  });
}

/** The page: an empty root, translations as data, and one script. Nothing comes from the network, and no style is inline. */
export function pageHtml({ cspSource, scriptUri, styleUri, nonce, language, title, translations }: Page): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource}`,
    `font-src ${cspSource}`,
    // With the nonce, the toolkit may insert the style element that detects whether the browser supports :focus-visible; without it, every
    // click shows a focus ring, and the console an error.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>
<body>
<div id="root"></div>
${translations ? `<script type="application/json" id="daymark-l10n">${escapeData(translations)}</script>` : ''}
<script type="module" nonce="${nonce}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>`;
}

/** JSON that cannot close its surrounding element. */
function escapeData(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
