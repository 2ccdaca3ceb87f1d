import { jsonOf } from '../../../core/base/jsonOf.ts';
import type { Webhook } from '../../../integrations/webhooks/webhooks.ts';
import type { Services } from '../../services.ts';

type Secrets = { readonly context: Pick<Services['context'], 'secrets'> };

/** Terms that the user agreed to when adding the webhook. */
type ApprovedWebhook = Pick<Webhook, 'id' | 'url' | 'names' | 'allowPrivate'>;

const keyOf = (id: string): string => `webhook.${id}`;

/**
 * The secrets that webhooks are signed with, in VS Code's secret storage. Each is kept with what the user agreed to. The record of a webhook may
 * be changed by an import or another machine; then nothing is sent to the address that it has now.
 */
export const webhookSecret = {
  /** @returns undefined for a webhook of another machine, and for one that is not as it was approved */
  read: async (
    { context }: Secrets,
    { id, url, names, allowPrivate }: ApprovedWebhook,
  ): Promise<string | undefined> => {
    const kept = jsonOf((await context.secrets.get(keyOf(id))) ?? '') as
      | (ApprovedWebhook & { secret?: unknown })
      | undefined;
    const isApproved = kept?.url === url && kept.names === names && kept.allowPrivate === allowPrivate;
    return isApproved && typeof kept.secret === 'string' ? kept.secret : undefined;
  },
  store: async ({ context }: Secrets, webhook: ApprovedWebhook, secret: string): Promise<void> =>
    context.secrets.store(keyOf(webhook.id), JSON.stringify({ ...webhook, secret })),
  remove: async ({ context }: Secrets, id: string): Promise<void> => context.secrets.delete(keyOf(id)),
};
