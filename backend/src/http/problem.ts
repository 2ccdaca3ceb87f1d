import * as z from 'zod';

/** An error response in the format of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Wrong fields, by their paths. */
  readonly fields: readonly FieldProblem[];

  /** @param detail what is wrong and what to do; contains no name and no secret */
  constructor(status: number, detail: string, more: ProblemOptions = {}) {
    super(detail);
    this.status = status;
    this.headers = more.headers ?? {};
    this.fields = more.fields ?? [];
  }
}

interface ProblemOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: readonly FieldProblem[];
}

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign-in required',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Invalid parameters',
  429: 'Too many requests',
  503: 'Not available',
};

export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Leads to the line of the log. */
  instance: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** The body of a problem. */
export function problemBody(problem: HttpProblem, requestId: string): z.infer<typeof problemSchema> {
  const { status, message: detail, fields } = problem;
  const errors = fields.length > 0 ? { errors: [...fields] } : {};
  const title = titles[status] ?? 'Internal error';
  return { type: 'about:blank', title, status, detail, instance: `urn:uuid:${requestId}`, ...errors };
}

export function notFound(): HttpProblem {
  return new HttpProblem(404, "This doesn't exist, or you may not see it.");
}

export function signInRequired(detail: string, fields: readonly FieldProblem[] = []): HttpProblem {
  return new HttpProblem(401, detail, { headers: { 'WWW-Authenticate': 'Bearer' }, fields });
}

export function tooMany(seconds: number, detail: string): HttpProblem {
  return new HttpProblem(429, detail, { headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) } });
}
