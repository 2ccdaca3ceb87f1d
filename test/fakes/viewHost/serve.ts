import { serveViewPage, themeNames } from './page.ts';

// For a quick look at the view in a browser: node test/fakes/viewHost/serve.ts [PORT]
const { url } = await serveViewPage(Number(process.argv[2] ?? 0));
console.log('the view with a fake host; Ctrl+C ends it');
for (const theme of themeNames) console.log(`  ${url}?theme=${theme}`);
