/** What an address's shape is called: tools have their own names, the open shape is said in words. */
import type { DialectId } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { t } from '#renderer/text/i18n.ts'

export const dialectLabel = (id: DialectId): string => (id === 'any' ? t('hooks:anyTool') : getDialect(id).label)
