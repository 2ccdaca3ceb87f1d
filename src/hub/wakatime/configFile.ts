/** Places to which WakaTime's clients send a copy of their heartbeats. */
export interface Mirror {
  /** Base of the API, such as `http://127.0.0.1:38417/api/v1`. */
  readonly url: string;
  /** The token; any text to show the line without it. */
  readonly key: string;
}

/** A configuration file with the mirror in it. */
export interface MirroredConfig {
  readonly text: string;
  /** The line that was written. */
  readonly line: string;
  /** The line of an earlier hub that it replaced. */
  readonly replaced?: string;
}

const section = 'api_urls';
/** Patterns that match every project. A key may stand in a section once, so the first that is free is used. */
const patterns = ['.*', '.+', '^.*', '^.+', '.*$', '.+$', '^.*$', '^.+$'] as const;
/** The lines of earlier hubs: the ports that a hub tries first. */
const ofHub = /=\s*http:\/\/(?:127\.0\.0\.1|localhost):(?:38417|38418|38419)\/api\/v1\|/;

/**
 * Writes the mirror into `[api_urls]` of a `.wakatime.cfg`, replacing an earlier hub's line if there is one. Every other line, its
 * comments, and its line endings stay unchanged. The section:
 * https://github.com/wakatime/wakatime-cli/blob/develop/USAGE.md#api-urls-section
 * @param text of the file, one character per byte; empty for a new one
 * @throws RangeError if every pattern that matches everything is taken
 */
export function withMirror(text: string, { url, key }: Mirror): MirroredConfig {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => sectionOf(line) === section);
  const written = (pattern: string): string => `${pattern} = ${url}|${key}`;
  if (header === -1) {
    const line = written(patterns[0]);
    const ending = /\r\n/.test(text) ? '\r\n' : '\n';
    const before = text === '' || text.endsWith('\n') ? text : `${text}${ending}`;
    return { text: `${before}${text === '' ? '' : ending}[${section}]${ending}${line}${ending}`, line };
  }
  const after = lines.findIndex((line, at) => at > header && sectionOf(line) !== undefined);
  const own = lines.slice(header + 1, after === -1 ? lines.length : after);
  const at = own.findIndex((line) => isSet(line) && ofHub.test(line));
  const keys = own.filter(isSet).map(keyOf);
  const pattern = at === -1 ? patterns.find((one) => !keys.includes(one)) : keyOf(own[at] ?? '');
  if (pattern === undefined) throw new RangeError('every pattern that matches everything is taken');
  const line = written(pattern);
  const end = (lines[header] ?? '').endsWith('\r') ? '\r' : '';
  if (at !== -1) {
    const replaced = own[at] ?? '';
    lines[header + 1 + at] = line + (replaced.endsWith('\r') ? '\r' : '');
    return { text: lines.join('\n'), line, replaced: replaced.trim() };
  }
  // After the header, which may be the last line, without a line ending.
  const isLast = header === lines.length - 1;
  if (isLast) lines[header] += end;
  lines.splice(header + 1, 0, line + end, ...(isLast ? [''] : []));
  return { text: lines.join('\n'), line };
}

/** The name of a section in lower case, where a line begins one; before the first may be a byte order mark. */
function sectionOf(line: string): string | undefined {
  return /^(?:\u00EF\u00BB\u00BF)?\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toLowerCase();
}

function isSet(line: string): boolean {
  return line.includes('=') && !/^\s*[#;]/.test(line);
}

function keyOf(line: string): string {
  return line.slice(0, line.indexOf('=')).trim();
}
