/** Says over its page that nothing came to a webhook for 90 days, with the button that switches it off. */
import { MoonStar } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { formatDate } from '#renderer/lib/format/format-time.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateHook } from '../mutations.ts'
import { PageNote } from '../page-note.tsx'
import { useHookHealth } from '../queries.ts'

export function UnusedNote({ hook }: { hook: Hook }) {
  const since = useHookHealth(hook.id).data?.unusedSince ?? null
  const { mutate, isPending, error } = useUpdateHook()
  if (since === null || !hook.enabled) return null
  const handleOff = (): void => mutate({ id: hook.id, enabled: false }, { onSuccess: ({ name }) => toast({ tone: 'ok', text: t('health:switchedOff', { name }) }) })
  return (
    <PageNote icon={MoonStar} overTabs text={<Trans ns="health" i18nKey={since === hook.createdAt ? 'unusedNever' : 'unusedNote'} values={{ when: formatDate(since) }} />} error={error}>
      <Button size="small" busy={isPending} onClick={handleOff}>
        {t('health:switchOff')}
      </Button>
    </PageNote>
  )
}
