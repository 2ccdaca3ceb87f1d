import type * as z from 'zod';
import type { App } from './app.ts';
import type { Reading } from './reading.ts';

/** Effect of an operation on the data: it reads, makes a change that can be undone, or deletes. */
export type Access = 'read' | 'write' | 'destructive';

/**
 * Ways to call an operation: from the dashboard, language models in VS Code's chat, the local HTTP API, the MCP server, and the
 * command line.
 */
export const transports = ['view', 'chat', 'http', 'mcp', 'cli'] as const;
export type Transport = (typeof transports)[number];

/** The description of an operation, from which transports and the documentation are made. */
export interface Description<P extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  /** A short name in plain English, such as "List tasks". */
  readonly title: string;
  /** One or two sentences for whoever decides whether to call it: a person, or a language model. */
  readonly description: string;
  readonly params: P;
  readonly result: R;
  readonly access: Access;
  readonly transports: readonly Transport[];
  /** Its listing as a tool in VS Code; for operations of the transport `chat`. */
  readonly tool?: Tool;
}

export interface Tool {
  /** Default: `daymark_` and the name of the operation, such as `daymark_tasks_list`. */
  readonly name?: string;
  /** The name by which a person mentions it in a prompt, such as `daymarkTasks`. */
  readonly reference: string;
  /** A product icon, such as `$(checklist)`. */
  readonly icon: string;
  /** Description for people. */
  readonly userDescription: string;
}

/** The question before an operation that writes is run for a language model. */
export interface Confirmation {
  readonly title: string;
  /** Markdown. */
  readonly message: string;
}

/** As much of a query as it takes to ask it. */
export interface QueryOf<P, R> {
  readonly name: string;
  /** Runs in the worker, beside the data. Pure: it changes nothing but what `read.shared` keeps. */
  readonly run: (read: Reading, params: P) => R;
}

/**
 * A query that only Daymark's own code asks. It has no schemas, since nothing from outside reaches it, and appears on no transport.
 */
export interface InternalQuery<P, R> extends QueryOf<P, R> {
  readonly kind: 'internalQuery';
}

/** A question: a pure read that runs in the worker beside the data, so that only its result crosses. */
export interface Query<P extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType>
  extends Description<P, R>, QueryOf<z.output<P>, z.output<R>> {
  readonly kind: 'query';
  /**
   * Does a part of the work that `run` needs, and returns how much is left. The worker calls it until nothing is left, and answers
   * others in between, so that a question about years does not hold up the rest.
   */
  readonly prepare?: (read: Reading, params: z.output<P>) => number;
}

/**
 * A change, or a question whose answer is not in the data (a setting, a key, a model). Runs in the extension host.
 * `A` is what it works with: core's `App`, or more for an action that belongs to the extension.
 */
export interface Action<
  P extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
  A = App,
> extends Description<P, R> {
  readonly kind: 'action';
  readonly name: string;
  readonly run: (app: A, params: z.output<P>) => Promise<z.output<R>>;
  /** Default: the title, and the parameters as they are. May read what the parameters only name. */
  readonly confirm?: (app: A, params: z.output<P>) => Confirmation | Promise<Confirmation>;
}

/** A definition whose transports are known to the compiler, so that the view can only call what is offered to it. */
export type OfferedDefinition<D extends Description, T> = D & { readonly transports: T };
/** A definition as it is written down: without what the definer adds. */
export type DefinitionInput<D extends Description, T> = Omit<D, 'kind' | 'name' | 'transports'> & {
  readonly transports: T;
};

/** Defines a query. */
export function query<P extends z.ZodObject, R extends z.ZodType, const T extends readonly Transport[]>(
  name: string,
  definition: DefinitionInput<Query<P, R>, T>,
): OfferedDefinition<Query<P, R>, T> {
  return { kind: 'query', name, ...definition };
}

/** Defines a query that only Daymark's own code asks. */
export function internalQuery<P, R>(name: string, run: (read: Reading, params: P) => R): InternalQuery<P, R> {
  return { kind: 'internalQuery', name, run };
}

/** Defines an action. */
export function action<P extends z.ZodObject, R extends z.ZodType, const T extends readonly Transport[], A = App>(
  name: string,
  definition: DefinitionInput<Action<P, R, A>, T>,
): OfferedDefinition<Action<P, R, A>, T> {
  return { kind: 'action', name, ...definition };
}
