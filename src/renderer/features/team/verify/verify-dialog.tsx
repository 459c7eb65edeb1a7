/** Comparing the safety number with somebody: the digits, the same as a picture, and what I say of it. Nothing is ever blocked by it. */
import '../team.css'
import { BadgeCheck, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import type { Safety } from '#shared/contract/team.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { useSafety } from '#renderer/lib/data/team.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { usePersonName } from '#renderer/lib/data/use-person.ts'
import { closeVerifyDialog, useVerifyDialog } from '#renderer/lib/screen/verify-dialog.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { QrPicture } from '#renderer/ui/qr-picture.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useSetVerified } from '../mutations.ts'

export function VerifyDialog() {
  const open = useVerifyDialog((state) => state.username)
  const username = useLasting(open)
  if (username === null) return null
  return <Numbers key={username} username={username} isOpen={open !== null} />
}

function Numbers({ username, isOpen }: { username: string; isOpen: boolean }) {
  const name = usePersonName(username) ?? `@${username}`
  const safety = useSafety(username, isOpen)
  const [compared, compareAgain] = useCompared(isOpen && !safety.isFetching ? safety.data?.digits : undefined, isOpen)
  const isOther = compared !== undefined && safety.data !== undefined && safety.data.digits !== compared
  return (
    <Dialog open={isOpen} onClose={closeVerifyDialog} title={t('team:verify.title', { name })} text={t('team:verify.text', { name })}>
      <div className="dialog__body" aria-busy={safety.isPending}>
        {safety.isPending && <Skeleton width="100%" height="200px" shape="square" />}
        {safety.isError && (
          <p className="dialog__problem" role="alert">
            {toErrorBody(safety.error).message}
          </p>
        )}
        {safety.data !== undefined && <Compared safety={safety.data} name={name} isOther={isOther} />}
      </div>
      <Deeds username={username} safety={safety.data} compared={compared} isOther={isOther} onAgain={compareAgain} />
    </Dialog>
  )
}

/** What the dialog was opened with: the digits in it change when a device comes or goes, and the two may be in the middle of reading them to each other. */
function useCompared(digits: string | undefined, isOpen: boolean): [compared: string | undefined, again: () => void] {
  const [compared, setCompared] = useState<string>()
  const wanted = isOpen ? (compared ?? digits) : undefined
  if (wanted !== compared) setCompared(wanted)
  return [wanted, () => setCompared(undefined)]
}

interface ComparedProps {
  safety: Safety
  name: string
  /** It is not the number any more that one began to compare. */
  isOther: boolean
}

function Compared({ safety: { digits, qr, verifiedAt, changedAt }, name, isOther }: ComparedProps) {
  const now = useNow()
  return (
    <>
      <div className="safety">
        <QrPicture modules={qr} label={t('team:verify.qr')} />
        <p className="safety__digits" aria-label={t('team:verify.number')}>
          {digits.split(/\s+/).map((group, index) => (
            <code key={index}>{group} </code>
          ))}
        </p>
      </div>
      {isOther && (
        <p className="safety__state safety__state--warn" role="alert">
          <ShieldAlert className="icon" />
          {t('team:verify.changedMeanwhile')}
        </p>
      )}
      {changedAt !== null && !isOther && (
        <p className="safety__state safety__state--warn">
          <ShieldAlert className="icon" />
          {t('team:verify.changedOf', { name, moment: formatMoment(changedAt, now) })}
        </p>
      )}
      {verifiedAt !== null && changedAt === null && (
        <p className="safety__state safety__state--ok">
          <BadgeCheck className="icon" />
          {t('team:verify.since', { moment: formatMoment(verifiedAt, now) })}
        </p>
      )}
    </>
  )
}

interface DeedsProps {
  username: string
  safety: Safety | undefined
  compared: string | undefined
  isOther: boolean
  onAgain: () => void
}

function Deeds({ username, safety, compared, isOther, onAgain }: DeedsProps) {
  const change = useSetVerified(username)
  const isCurrent = safety?.verifiedAt != null && safety.changedAt === null
  return (
    <>
      {change.isError && (
        <p className="dialog__problem" role="alert">
          {toErrorBody(change.error).message}
        </p>
      )}
      <DialogButtons>
        <Button onClick={closeVerifyDialog}>{t('common:close')}</Button>
        {safety?.verifiedAt != null && (
          <Button busy={change.isPending && change.variables === null} onClick={() => change.mutate(null)}>
            {t('team:verify.undo')}
          </Button>
        )}
        {isOther && (
          <Button kind="primary" onClick={onAgain}>
            {t('team:verify.again')}
          </Button>
        )}
        {compared !== undefined && !isCurrent && !isOther && (
          <Button kind="primary" busy={change.isPending && change.variables !== null} onClick={() => change.mutate(compared, { onError: onAgain })}>
            {t('team:verify.mark')}
          </Button>
        )}
      </DialogButtons>
    </>
  )
}
