/** What a toast says of a webhook, whose name keeps its own reading direction. */
import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'

type Said = 'deleted' | 'stillOn' | 'stillOff'

export const aboutHook = (said: Said, values: { name: string; why?: string }): ReactNode => <Trans ns="hooks" i18nKey={said} values={{ why: '', ...values }} />
