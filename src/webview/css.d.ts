// esbuild gathers what is imported here into dist/webview.css.
declare module '*.css';
