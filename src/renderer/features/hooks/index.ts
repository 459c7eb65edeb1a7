/** Incoming webhooks: the list, the form, the page that shows an address once, and the page of one hook. */
export { HookCreatePage } from './create/hook-create-page.tsx'
export { IntegrationsNav } from './integrations-nav.tsx'
export { HookListPage } from './list/hook-list-page.tsx'
export { HookPage } from './page/hook-page.tsx'
export { hookPath, hooksInPath, hooksPath, newHookPath } from './paths.ts'
