/** Whether a case is open, in one word. */
import type { CaseState } from '#shared/contract/message.ts'
import { t } from '#renderer/text/i18n.ts'
import { Pill } from '#renderer/ui/pill.tsx'

export const CasePill = ({ state }: { state: CaseState }) => <Pill tone={state === 'open' ? 'warn' : 'none'}>{t(`cases:state.${state}`)}</Pill>
