/** The foot of the picker: the emoji under the pointer by name, and the skin tone. */
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Toggle } from '@base-ui/react/toggle'
import { useRef, useState } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { withTone, type Emoji } from './emoji-list.ts'
import { setSkinTone } from './recent-emoji.ts'

export function EmojiFoot({ preview, tone }: { preview: Emoji | null; tone: number }) {
  return (
    <div className="emojis__foot">
      {preview === null ? (
        <span className="grow faint">{t('composer:emoji.choose')}</span>
      ) : (
        <>
          <span className="emojis__big" aria-hidden="true">
            {withTone(preview, tone)}
          </span>
          <span className="grow emojis__about">
            <b className="clip">{preview.name}</b>
            <span className="clip faint">:{preview.code}:</span>
          </span>
        </>
      )}
      <SkinTone tone={tone} />
    </div>
  )
}

const hands = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿']
const names = ['toneNone', 'toneLight', 'toneMediumLight', 'toneMedium', 'toneMediumDark', 'toneDark'] as const

function SkinTone({ tone }: { tone: number }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const handleChoose = ([chosen]: readonly string[]): void => {
    // The chosen one pressed again closes as well.
    if (chosen !== undefined) setSkinTone(Number(chosen))
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  const label = t('composer:emoji.skinTone', { tone: t(`composer:emoji.${names[tone] ?? 'toneNone'}`) })
  if (!open)
    return (
      <button ref={button} type="button" className="iconbtn emojis__tone" aria-label={label} title={label} aria-expanded={false} onClick={() => setOpen(true)}>
        {hands[tone]}
      </button>
    )
  return (
    <ToggleGroup
      className="emojis__tones"
      aria-label={t('composer:emoji.skinTones')}
      value={[String(tone)]}
      onValueChange={handleChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setOpen(false)
        requestAnimationFrame(() => button.current?.focus())
      }}
    >
      {hands.map((hand, index) => (
        <Toggle
          key={hand}
          value={String(index)}
          autoFocus={index === tone}
          className="iconbtn emojis__tone"
          aria-label={t(`composer:emoji.${names[index]!}`)}
          title={t(`composer:emoji.${names[index]!}`)}
        >
          {hand}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
