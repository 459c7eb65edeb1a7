/** The pages of the settings, in their order, and who sees which. */
import type { Session } from '#shared/contract/rpc/session.ts'
import { hasShell } from '#renderer/lib/desktop/shell.ts'

const pageNames = ['profile', 'look', 'notifications', 'workspace', 'team', 'integrations', 'desktop', 'data', 'about'] as const
export type SettingsPageName = (typeof pageNames)[number]

/** Settings of integrations are for those who may change them, those of the desktop app are there alone; everything else is for everybody. */
export const shownPages = ({ may }: Session): readonly SettingsPageName[] => pageNames.filter((name) => (name === 'integrations' ? may.changeSettings : name !== 'desktop' || hasShell))
