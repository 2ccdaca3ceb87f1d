import type { AiFailure } from '../core/insights/receipts.ts';
import type { Translate } from '../core/base/translate.ts';

/** What to tell a person when a call failed or was not made, and what they can do. Holds nothing of what was sent or answered. */
export function failureText(reason: AiFailure, t: Translate): string {
  const texts: Record<AiFailure, () => string> = {
    off: () => t('AI is off. Turn on the setting "daymark.ai.enabled" first.'),
    'no-key': () => t('There is no API key. Run "Daymark: Set Claude API Key".'),
    budget: () =>
      t('The daily limit for AI is reached. It is set by daymark.ai.dailyLimitUsd and daymark.ai.dailyLimitCalls.'),
    declined: () => t('Nothing was sent.'),
    cancelled: () => t('The request was cancelled.'),
    refused: () => t('The model declined to answer.'),
    truncated: () => t('The answer was cut off, so it was not used.'),
    unreadable: () => t('The answer was not in the form asked for, so it was not used.'),
    'rate-limited': () => t('Too many requests for this key. Try again in a few minutes.'),
    overloaded: () => t('The service is overloaded. Try again later.'),
    'server-error': () => t('The service had an internal error. Try again later.'),
    timeout: () => t('The service did not answer in time.'),
    network: () => t('The service could not be reached. Check the network and daymark.ai.claude.baseUrl.'),
    auth: () => t('The API key was not accepted. Run "Daymark: Set Claude API Key" with a valid one.'),
    permission: () => t('The API key, or the editor, does not permit this model.'),
    billing: () => t('The account has no credit left or a billing problem.'),
    'bad-request': () => t('The service did not accept the request. Try another model.'),
    'no-model': () => t('There is no such model. Run "Daymark: Choose Model".'),
    'too-large': () => t('The request was too large for this model.'),
  };
  return texts[reason]();
}
