/** Where messages will stand: shown after 150 ms only, in their final geometry. */
import { t } from '#renderer/text/i18n.ts'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'

const widths = [
  ['110px', '62%'],
  ['90px', '44%'],
  ['130px', '53%'],
  ['100px', '38%'],
] as const

export function ListSkeleton() {
  return (
    <div className="list list--bones" aria-busy="true" aria-label={t('channel:loading')}>
      {widths.map(([name, text]) => (
        <MessageBones key={name} name={name} lines={[text]} />
      ))}
    </div>
  )
}
