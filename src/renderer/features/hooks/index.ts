/** Webhooks and tokens: the overview, the list, the form, the page that shows an address once, the page of one hook, a channel's own hooks; the same of outgoing webhooks. */
export { ChannelHooks } from './channel/channel-hooks.tsx'
export { HookCreatePage } from './create/hook-create-page.tsx'
export { IntegrationsNav } from './integrations-nav.tsx'
export { HookListPage } from './list/hook-list-page.tsx'
export { IntegrationsPage } from './overview/integrations-page.tsx'
export { HookPage } from './page/hook-page.tsx'
export { SubscriptionCreatePage } from './outgoing-create/subscription-create-page.tsx'
export { SubscriptionListPage } from './outgoing-list/subscription-list-page.tsx'
export { SubscriptionPage } from './outgoing-page/subscription-page.tsx'

export { createAddress, hookPath, hooksInPath, hooksPath, newHookPath, newOutgoingPath, outgoingPath, straysPath, subscriptionPath, tokensPath } from './paths.ts'
export { StraysPage } from './strays/strays-page.tsx'
export { TokensPage } from './tokens/tokens-page.tsx'
