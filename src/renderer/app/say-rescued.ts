/** Says where the words went that somebody was changing a message to when it was deleted elsewhere. */
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'

export function sayRescued(): void {
  toast({ tone: 'bad', text: t('message:edit.rescued') })
}
