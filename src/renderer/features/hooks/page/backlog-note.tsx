/** Says how many posts wait for their turn and how long that takes, with the two ways to end it: post them all now, or drop them. */
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import type { Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useClearBacklog } from '../mutations.ts'
import { PageNote } from '../page-note.tsx'
import { useBacklog } from '../queries.ts'

export function BacklogNote({ hook }: { hook: Hook }) {
  const { waiting = 0, isHeld = false } = useBacklog(hook.id).data ?? {}
  const clear = useClearBacklog(hook.id)
  const [asking, setAsking] = useState(false)
  if (waiting === 0) return null
  const drop = (): void => clear.mutate('dropping', { onSuccess: () => setAsking(false) })
  return (
    <PageNote icon={Hourglass} overTabs title={t('hooks:backlog.waiting', { count: waiting })} text={describePace(hook, waiting, isHeld)} error={asking ? null : clear.error}>
      <Button size="small" busy={clear.isPending} onClick={() => clear.mutate('posting')}>
        {t('hooks:backlog.postNow')}
      </Button>
      <Button size="small" kind="quiet" onClick={() => setAsking(true)}>
        {t('hooks:backlog.drop')}
      </Button>
      <AlertDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('hooks:backlog.dropTitle', { count: waiting })}
        effect={t('hooks:backlog.dropEffect')}
        confirmLabel={t('hooks:backlog.dropConfirm')}
        onConfirm={drop}
        busy={clear.isPending}
        problem={messageOf(clear.error)}
      />
    </PageNote>
  )
}

function describePace({ enabled, rules: { perMinute } }: Hook, waiting: number, isHeld: boolean): string {
  if (!enabled) return t('hooks:backlog.held')
  if (isHeld) return t('hooks:backlog.allHeld')
  if (perMinute === null) return t('hooks:backlog.soon')
  const seconds = Math.ceil((waiting * 60) / perMinute)
  const left = seconds < 90 ? t('hooks:backlog.seconds', { count: seconds }) : t('hooks:backlog.minutes', { count: Math.ceil(seconds / 60) })
  return t('hooks:backlog.pace', { perMinute, left })
}
