import fc from 'fast-check';

const part = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', '-', '.', '~', '%20', 'é', '@', ':', '+', "'"),
  maxLength: 8,
});
const host = fc.constantFrom('example.org', 'a.b', 'localhost:3000', '127.0.0.1', '[::1]:8080', 'bücher.example');

/** Addresses of pages. Those of fast-check's `webUrl` cost five seconds before the first one. */
export const urls: fc.Arbitrary<string> = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTPS'),
    host,
    path: fc.array(part, { maxLength: 3 }),
    query: fc.option(part),
  })
  .map(({ scheme, host: name, path, query }) =>
    [`${scheme}://${name}`, ...path].join('/').concat(query === null ? '' : `?q=${query}`),
  );
