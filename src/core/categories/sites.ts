import type { BuiltInId } from './categories.ts';
import builtIn from './sites.json' with { type: 'json' };

type SiteCategory = Exclude<BuiltInId, 'other'>;

/** Sites where the page decides: each has patterns of paths. */
const byPath: readonly { readonly host: RegExp; readonly path: RegExp; readonly category: SiteCategory }[] = [
  { host: /(^|\.)(github|gitea|codeberg)\.\w+$/, path: /^\/[^/]+\/[^/]+\/pulls?(\/|$)/, category: 'reviewing' },
  {
    host: /(^|\.)(github|gitea|codeberg)\.\w+$/,
    path: /^\/[^/]+\/[^/]+\/(issues|projects|milestones?)(\/|$)/,
    category: 'planning',
  },
  { host: /(^|\.)github\.com$/, path: /^\/(pulls|notifications)(\/|$)/, category: 'reviewing' },
  { host: /(^|\.)github\.com$/, path: /^\/(issues|projects)(\/|$)/, category: 'planning' },
  { host: /(^|\.)gitlab\./, path: /\/merge_requests(\/|$)/, category: 'reviewing' },
  { host: /(^|\.)gitlab\./, path: /\/(issues|boards|milestones|epics)(\/|$)/, category: 'planning' },
  { host: /(^|\.)bitbucket\.org$/, path: /\/pull-requests(\/|$)/, category: 'reviewing' },
  { host: /(^|\.)dev\.azure\.com$/, path: /\/pullrequest(s|\/|$)/, category: 'reviewing' },
  { host: /(^|\.)dev\.azure\.com$/, path: /\/_(workitems|boards|backlogs|sprints)(\/|$)/, category: 'planning' },
  { host: /(^|\.)google\.com$/, path: /^\/(maps|travel)(\/|$)/, category: 'leisure' },
];

const known: ReadonlyMap<string, SiteCategory> = new Map(
  Object.entries(builtIn).flatMap(([category, hosts]) =>
    hosts.map((host): [string, SiteCategory] => [host, category as SiteCategory]),
  ),
);

/** Shops, advertisements, and travel, which have a domain in each country. */
const leisureNames: ReadonlySet<string> = new Set(
  'aboutyou aliexpress allegro amazon asos booking bol craigslist decathlon digitec ebay etsy expedia galaxus gumtree hm ikea kleinanzeigen leboncoin lidl mediamarkt mercadolibre otto rakuten ricardo shein subito target temu tripadvisor tutti vinted walmart wayfair willhaben zalando zara'.split(
    ' ',
  ),
);

/** The built-in category of a page: what its path says, else what is known of its site or a domain above it, else what its name suggests. */
export function categoryOfSite(host: string, path: string): BuiltInId {
  const paged = byPath.find((rule) => rule.host.test(host) && rule.path.test(path));
  if (paged) return paged.category;
  const found = domainsOf(host).find((domain) => known.has(domain));
  return (found !== undefined ? known.get(found) : undefined) ?? (isShop(host) ? 'leisure' : guessed(host));
}

/** Characters of a path that are read. */
const longestPath = 2000;

/** Host and path of a page as spans keep it; no host where it was forgotten or hidden, or is longer than any (RFC 1035: 253 characters). */
export function pageAddressOf(file = ''): { readonly domain: string | undefined; readonly path: string } {
  const [, domain = '', path = ''] = /^([^/()]{1,253})(\/.*)?$/s.exec(file) ?? [];
  return { domain: domain === '' ? undefined : domain, path: path.slice(0, longestPath) };
}

/** Whether the name before the country is that of a shop: `zalando.ch`, `www.amazon.co.jp`. */
function isShop(host: string): boolean {
  const name = /([^.]+)\.(?:(?:com?|net|org)\.)?[a-z]{2,3}$/.exec(host)?.[1];
  return name !== undefined && leisureNames.has(name);
}

/** Of `a.b.com`: itself, `b.com`, and `com`. */
export function domainsOf(host: string): string[] {
  const parts = host.split('.');
  return parts.map((_, i) => parts.slice(i).join('.'));
}

/** What the first part of a name commonly stands for. */
function guessed(host: string): BuiltInId {
  if (host === 'localhost' || host.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(host)) return 'coding';
  if (
    /^(docs?|developers?|learn|api|wiki|man|moodle|canvas|ilias|lms)\./.test(host) ||
    /\.edu$|\.ac\.[a-z]{2}$/.test(host)
  )
    return 'learning';
  if (/^(jira|issues|bugs|tickets|redmine)\./.test(host)) return 'planning';
  if (/^(gerrit|review|code-?review)\./.test(host)) return 'reviewing';
  if (/^(git|gitlab|ci|jenkins|grafana|sentry|argocd)\./.test(host)) return 'coding';
  if (/^(meet|chat|mail|webmail|teams|mattermost|zulip)\./.test(host)) return 'meeting';
  return 'other';
}
