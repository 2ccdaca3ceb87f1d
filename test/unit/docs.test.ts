import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/lib/folders.mjs';

const isOurs = (file: string) => !/(^|[/\\])(node_modules|dist|\.git)([/\\]|$)/.test(file);
const files = ['*.md', '.github/**/*.md', '{bench,demo,docs,l10n,media,scripts,src,test}/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: projectFolder }))
  .filter(isOurs);

/** Markdown without code, in which brackets and `#` mean something else. */
function prose(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^```[^]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** The anchors that GitHub gives to the headings of a file. */
function anchors(file: string): string[] {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function brokenLinks(file: string): string[] {
  const links = [...prose(path.join(projectFolder, file)).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)];
  const relative = links.map(([, target = '']) => target).filter((target) => !/^[a-z][a-z\d+.-]*:/i.test(target));
  return relative.filter((target) => {
    const [to = '', anchor] = target.split('#');
    const found = to === '' ? path.join(projectFolder, file) : path.resolve(projectFolder, path.dirname(file), to);
    return !existsSync(found) || (anchor !== undefined && found.endsWith('.md') && !anchors(found).includes(anchor));
  });
}

/** Finds names in the code spans of a file: paths of this repository, settings, commands, and npm scripts. Returns those that don't exist. */
function unknownNames(file: string): string[] {
  const text = readFileSync(path.join(projectFolder, file), 'utf8');
  const spans = Array.from(text.matchAll(/`([^`\n]+)`/g), ([, span = '']) => span);
  // A translation is named that nobody has written yet.
  const paths = spans.filter(
    (span) =>
      !span.endsWith('.de.json') &&
      /^(?:src|test|scripts|bench|demo|docs|media|l10n|backend|browser)\/[\w./-]+$/.test(span),
  );
  const own = spans.filter((span) => /^daymark\.[\w.]+$/.test(span) && !isFile(span));
  const scripts = Array.from(text.matchAll(/npm run (?:-s )?([\w:]+)/g), ([, name = '']) => name);
  return [
    ...paths.filter((each) => !existsSync(path.join(projectFolder, each))),
    ...own.filter((each) => !contributed.has(each)),
    ...scripts.filter((each) => !Object.hasOwn(manifest.scripts, each)),
  ];
}

const isFile = (name: string) => /\.(?:sqlite|lock|cjs|md|json)\b/.test(name);
const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
  readonly scripts: object;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: object };
  };
};
const { commands, configuration } = manifest.contributes;
const contributed = new Set([...commands.map(({ command }) => command), ...Object.keys(configuration.properties)]);

describe('the docs', () => {
  it('have no relative link to a file or a heading that does not exist', () => {
    assert.ok(files.length > 10, `only ${files.length} Markdown files found`);
    const broken = files.flatMap((file) => brokenLinks(file).map((target) => `${file}: ${target}`));
    assert.deepEqual(broken, []);
  });

  it('name no path, setting, command, or script that does not exist', () => {
    const unknown = files.flatMap((file) => unknownNames(file).map((name) => `${file}: ${name}`));
    assert.deepEqual(unknown, []);
  });
});
