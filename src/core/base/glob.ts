/**
 * A glob as VS Code writes them, as a regular expression over a whole path with forward slashes: `*` and `?` stay within a folder, `**`
 * goes through any number of them, `{a,b}` is either, `[a-z]` one of a range. A glob is looked for in every folder unless it
 * begins with a slash, and one that names a folder holds all that is in it.
 * @param ignoreCase as file systems of Windows and macOS do
 */
export function globToRegExp(glob: string, ignoreCase = false): RegExp {
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/$/, '');
  // A glob that begins with a slash is meant from the root; any other also below folders that it does not name.
  const start = glob.startsWith('/') ? '/?' : '(?:.*/)?';
  return new RegExp(`^${start}${sourceOf(trimmed)}(?:/.*)?$`, ignoreCase ? 'i' : '');
}

function sourceOf(glob: string): string {
  let source = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] ?? '';
    if (glob.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at++;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      depth++;
      source += '(?:';
    } else if (character === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (character === ',' && depth > 0) source += '|';
    else if (character === '[' && glob.includes(']', at + 2)) {
      const end = glob.indexOf(']', at + 2);
      source += `[${glob
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      at = end;
    } else source += character.replace(/[.+^${}()|\\[\]]/, String.raw`\$&`);
  }
  return source + ')'.repeat(depth);
}
