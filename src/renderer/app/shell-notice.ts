/** Says in the window what happened around it: something broke and runs again. */
import type { ShellNotice } from '#shared/contract/shell.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'

export function sayShellNotice(notice: ShellNotice): void {
  toast({ tone: 'ok', text: t(`app:notice.${notice}`) })
}
