/** What I wrote and did not send in channels that I do not see any more: nowhere else could it be read, copied or thrown away. Nothing while there is none. */
import { useRef } from 'react'
import { clearDraft, isFilled, placeOf, useDrafts, type DraftEntry, type PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function LeftDraftsGroup() {
  const drafts = useDrafts((state) => state.drafts)
  const channels = useChannels().data
  if (channels === undefined) return null
  const seen = new Set<string>(channels.map(({ id }) => id))
  const left = Object.entries(drafts).filter(([key, draft]) => isFilled(draft) && !seen.has(placeOf(key).channelId))
  if (left.length === 0) return null
  return (
    <SettingGroup title={t('composer:outOfSight.title')} lead={t('composer:outOfSight.lead')}>
      {left.map(([key, draft]) => (
        <LeftDraft key={key} place={key} draft={draft} />
      ))}
    </SettingGroup>
  )
}

function LeftDraft({ place, draft: { text, files } }: { place: PlaceKey; draft: DraftEntry }) {
  const shown = useRef<HTMLSpanElement>(null)
  return (
    <SettingRow name={`draft-${place}`} label={t('composer:outOfSight.draft')} hint={files.map(({ name }) => name).join(', ')} wide>
      <span className="setting__value grow" dir="auto" ref={shown}>
        {text}
      </span>
      <CopyButton label={t('composer:outOfSight.copy')} text={text} shownIn={shown} size="small" />
      <Button size="small" onClick={() => clearDraft(place)}>
        {t('composer:outOfSight.delete')}
      </Button>
    </SettingRow>
  )
}
