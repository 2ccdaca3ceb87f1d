/** The part of a page's address that is looked at: never its query or fragment. */
export interface PageAddress {
  /** Without `www.` and port. */
  readonly host: string;
  readonly path: string;
}

/** The address of a web page; undefined for pages of the browser, of extensions, and files. */
export function pageAddress(url: string | undefined): PageAddress | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol) || hostname === '') return undefined;
  return { host: hostname.replace(/^www\./, '').replace(/\.$/, ''), path: pathname };
}

/** Returns true for a page of a site, or of a subdomain of it. */
export function isPageOf(url: string, site: string): boolean {
  const host = pageAddress(url)?.host;
  return site !== '' && host !== undefined && `.${host}`.endsWith(`.${site}`);
}
