/** What people will see when this webhook posts: drawn with the real row while the form is filled in. */
import '#renderer/ui/card.css'
import './posted-message.css'
import { Hash } from 'lucide-react'
import { useState } from 'react'
import { useWatch, type Control } from 'react-hook-form'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { useSettled } from '#renderer/lib/look/use-settled.ts'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { t } from '#renderer/text/i18n.ts'
import { fieldsOf, hookFormSchema, type HookFormValues } from './hook-form.ts'
import { useMentions } from './queries.ts'

export interface FormPreviewProps {
  control: Control<HookFormValues>
  /** What stands where neither tool nor form give a name: see `Dialect.nameWithout`. */
  nameWithout: 'webhook' | 'hook'
}

export function FormPreview({ control, nameWithout }: FormPreviewProps) {
  const values = useWatch({ control }) as HookFormValues
  const [openedAt] = useState(Date.now)
  const picture = useSettled(values.picture, TYPING_MS)
  const { data: channels } = useChannels()
  const mentions = useMentions()
  const channel = channels?.find(({ id }) => id === values.channel)?.name
  return (
    <aside className="card formpreview" aria-label={t('hooks:previewLabel')}>
      <div className="card__head">
        <Hash className="icon icon--14" />
        <span className="grow clip">{channel ?? t('hooks:previewChannel')}</span>
        <span className="formpreview__word faint">{t('hooks:preview')}</span>
      </div>
      <div className="preview" inert>
        <MessageRow message={sample({ ...values, picture }, openedAt, nameWithout)} continued={false} mentions={mentions} />
      </div>
      <p className="card__foot faint">{t('hooks:previewNote')}</p>
    </aside>
  )
}

/** A picture's address is not asked for with every key. */
const TYPING_MS = 600

function sample(values: HookFormValues, at: number, nameWithout: FormPreviewProps['nameWithout']): Message {
  const { iconUrl, iconEmoji } = hookFormSchema.shape.picture.safeParse(values.picture).success ? fieldsOf(values) : { iconUrl: null, iconEmoji: null }
  const name = values.name.trim() || t('hooks:previewName')
  return {
    ...blankMessage,
    // The body of a row is kept by its id.
    id: `preview ${name}` as MessageId,
    type: 'webhook',
    channel: '',
    channelId: '' as ChannelId,
    position: 0,
    author: '',
    username: values.username.trim() || (nameWithout === 'hook' ? name : 'webhook'),
    text: t('hooks:hello', { name }),
    createdAt: at,
    bot: true,
    hookId: 'preview' as HookId,
    hookName: name,
    iconUrl,
    iconEmoji,
  }
}
