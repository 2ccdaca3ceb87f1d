import type { BuiltInId } from './categories.ts';
import { guessedCategory, isForDevelopers, siteName } from './siteNames.ts';
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

/** Categories by domain, or by the name of a site that has a domain in each country. Made on first use. */
let known: ReadonlyMap<string, SiteCategory> | undefined;

function listed(): ReadonlyMap<string, SiteCategory> {
  return (known ??= new Map(
    Object.entries(builtIn).flatMap(([category, subjects]) =>
      Object.values(subjects as Readonly<Record<string, string>>)
        .flatMap((names) => names.split(' '))
        .map((name): [string, SiteCategory] => [name, category as SiteCategory]),
    ),
  ));
}

/**
 * The built-in category of a page: what its path says, or else what is known of its host, or else what its first part says to developers, or else what is
 * known of a domain above it, or else what its name suggests.
 */
export function categoryOfSite(host: string, path: string): BuiltInId {
  const paged = byPath.find((rule) => rule.host.test(host) && rule.path.test(path));
  if (paged) return paged.category;
  const sites = listed();
  const domain = domainsOf(host).find((one) => one.includes('.') && sites.has(one));
  if (domain !== host && isForDevelopers(host)) return 'learning';
  return sites.get(domain ?? siteName(host) ?? '') ?? guessedCategory(host);
}

/** Characters of a path that are read. */
const longestPath = 2000;

/** Host and path of a page as spans keep it; no host where it was forgotten or hidden, or is longer than any (RFC 1035: 253 characters). */
export function pageAddressOf(file = ''): { readonly domain: string | undefined; readonly path: string } {
  const [, domain = '', path = ''] = /^([^/()]{1,253})(\/.*)?$/s.exec(file) ?? [];
  return { domain: domain === '' ? undefined : domain, path: path.slice(0, longestPath) };
}

/** Lists the domains of `a.b.com`: itself, `b.com`, and `com`. */
export function domainsOf(host: string): string[] {
  const parts = host.split('.');
  return parts.map((_, i) => parts.slice(i).join('.'));
}
