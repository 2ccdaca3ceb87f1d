import { AppError } from '../core/base/appError.ts';
import type { AiFailure } from '../core/insights/receipts.ts';
import type { Translate } from '../core/base/translate.ts';

/**
 * Explains why a call failed or was not made, and what to do. Contains nothing of what was sent or answered.
 * @param again when to retry, as text
 */
export function failureText(reason: AiFailure, t: Translate, again?: string): string {
  if (again !== undefined && reason === 'rate-limited')
    return t('Too many requests for this key. Try again after {0}.', again);
  if (again !== undefined && reason === 'overloaded')
    return t('The service is overloaded. Try again after {0}.', again);
  const texts: Record<AiFailure, () => string> = {
    off: () => t('AI is off. Turn on the setting "daymark.ai.enabled" first.'),
    'no-key': () => t('There is no API key. Run "Daymark: Set Claude API Key…".'),
    budget: () =>
      t('The daily limit for AI is reached. Change it with daymark.ai.dailyLimitUsd and daymark.ai.dailyLimitCalls.'),
    declined: () => t('Nothing was sent.'),
    cancelled: () => t('The request was canceled.'),
    refused: () => t('The model declined to answer.'),
    truncated: () => t('The answer was cut off, so it was not used.'),
    unreadable: () => t('The answer was not in the requested format, so it was not used.'),
    'rate-limited': () => t('Too many requests for this key. Try again in a few minutes.'),
    overloaded: () => t('The service is overloaded. Try again later.'),
    'server-error': () => t('The service had an internal error. Try again later.'),
    timeout: () => t('The service did not answer in time.'),
    network: () => t('The service could not be reached. Check the network and daymark.ai.claude.baseUrl.'),
    auth: () => t('The API key was not accepted. Run "Daymark: Set Claude API Key…" with a valid one.'),
    permission: () => t("The API key or the editor doesn't allow this model."),
    billing: () => t('The account has no credit left or a billing problem.'),
    'bad-request': () => t('The service rejected the request. Try another model.'),
    'no-model': () => t('There is no such model. Run "Daymark: Choose Model…".'),
    'too-large': () => t('The request was too large for this model.'),
  };
  return texts[reason]();
}

/**
 * Turns any failure with a model into an AI error, and the built-in rules take over. An editor that cannot list its models, or a locked
 * secret storage, is a failure of the call like any other.
 */
export function asFailure(error: unknown, t: Translate): AppError {
  if (error instanceof AppError && error.code.startsWith('ai-')) return error;
  return new AppError('ai-server-error', failureText('server-error', t), { cause: error });
}
