/** A call of a tool of an MCP server, as the user configures it. */
export interface ToolCall {
  /** The user's name for the server. */
  readonly server: string;
  /** The program that is the server, and what it is started with. */
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  readonly tool: string;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
}

/** Calls at most. */
export const callsAtMost = 8;

/**
 * The tools that Daymark calls: those of the filesystem server and of GitHub's that only read. Nothing else is called, whatever a server says
 * of its tools.
 */
export const readOnlyTools: readonly string[] = [
  'read_text_file',
  'read_file',
  'list_directory',
  'list_directory_with_sizes',
  'directory_tree',
  'search_files',
  'get_file_info',
  'list_allowed_directories',
  'get_issue',
  'issue_read',
  'list_issues',
  'search_issues',
  'get_pull_request',
  'pull_request_read',
  'list_pull_requests',
  'search_pull_requests',
  'get_pull_request_status',
  'get_pull_request_reviews',
  'list_commits',
  'get_commit',
  'list_branches',
];

/** Reason why a call has no result. */
export type CallProblem = 'not-allowed' | 'not-offered' | 'failed' | 'too-long' | 'timeout' | 'crashed';

/** Result of a call. */
export type CallResult = { readonly call: ToolCall } & ({ readonly text: string } | { readonly problem: CallProblem });
