import assert from 'node:assert/strict';
import { serveViewPage } from '../../fakes/viewHost/page.ts';
import { withFakeVscode } from '../../fakes/viewHost/withFakeVscode.ts';

const translations = { 'A "title"': 'Ein "Titel" </script>' };

describe('the page of the dashboard', () => {
  let html = '';
  before(async () => {
    const { pageHtml } = await withFakeVscode(() => import('../../../src/extension/features/dashboard/html.ts'));
    html = pageHtml({
      cspSource: 'https://source.example',
      scriptUri: '/webview.js',
      styleUri: '/webview.css',
      nonce: 'n0nce',
      language: 'de',
      title: 'A "title" </script>',
      translations,
    });
  });

  it('lets nothing in but its own script, style, images and fonts', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; img-src https://source.example; font-src https://source.example; " +
        "style-src https://source.example 'nonce-n0nce'; script-src 'nonce-n0nce'",
    );
    assert.doesNotMatch(html, /style=|onload=|unsafe/);
  });

  it('hands translations over as data that can not end its element', () => {
    const data = /<script type="application\/json" id="daymark-l10n">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    assert.deepEqual(JSON.parse(data), translations);
    assert.match(html, /<html lang="de">/);
    assert.match(html, /<title>A &quot;title&quot; &lt;\/script><\/title>/);
  });

  it('stands alone in a browser, with the definitions of all that it may ask', async function () {
    this.timeout(20_000);
    const { close } = await serveViewPage();
    await close();
  });
});
