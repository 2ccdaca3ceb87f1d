/** An error response in the format of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail for a person: what is wrong, and what to do; contains no name and no secret */
  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.title = titles[status] ?? 'Error';
    this.headers = headers;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Token required',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  413: 'Content too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Invalid parameters',
  429: 'Too many requests',
  500: 'Internal error',
  501: 'Not implemented',
  503: 'Not available',
  507: 'Insufficient storage',
};

/** The body of a problem. `instance` leads to the line of the log. */
export function problemBody(problem: HttpProblem, requestId: string): string {
  const { status, title, message: detail } = problem;
  return JSON.stringify({ type: 'about:blank', title, status, detail, instance: `urn:uuid:${requestId}` });
}
