/** Webhooks and tokens: the overview, the list, the form, the page that shows an address once, the page of one hook, a channel's own hooks. */
export { ChannelHooks } from './channel/channel-hooks.tsx'
export { HookCreatePage } from './create/hook-create-page.tsx'
export { IntegrationsNav } from './integrations-nav.tsx'
export { HookListPage } from './list/hook-list-page.tsx'
export { IntegrationsPage } from './overview/integrations-page.tsx'
export { HookPage } from './page/hook-page.tsx'
export { hookPath, hooksInPath, hooksPath, newHookPath, tokensPath } from './paths.ts'
export { TokensPage } from './tokens/tokens-page.tsx'
