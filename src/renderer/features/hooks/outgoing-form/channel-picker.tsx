/** Several channels to choose from: those that the owner is in, conversations too. */
import './channel-picker.css'
import { useId, useState } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { FieldNote } from '#renderer/ui/form-field.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface ChannelPickerProps {
  /** Username of the owner: a webhook listens where its owner is. */
  owner: string
  me: string
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error: string | undefined
}

/** More than these are searched. */
const WITHOUT_SEARCH = 8

export function ChannelPicker({ owner, me, chosen, onChange, error }: ChannelPickerProps) {
  const { data: channels, isError } = useChannels()
  const people = useEverybody()
  const [search, setSearch] = useState('')
  // Rows keep their places while one chooses.
  const [first] = useState(chosen)
  const noteId = useId()
  const rows = (channels ?? [])
    // What it listens to already can be taken off, though it could not be chosen any more.
    .filter((channel) => first.includes(channel.id) || chosen.includes(channel.id) || (channel.archivedAt === null && channel.members.includes(owner)))
    .map((channel) => ({ channel, ...channelTitle(channel, me, people) }))
    .sort((a, b) => Number(first.includes(b.channel.id)) - Number(first.includes(a.channel.id)) || kinds.indexOf(a.channel.type) - kinds.indexOf(b.channel.type) || a.title.localeCompare(b.title))
  const wanted = search.trim().toLowerCase()
  const shown = rows.filter(({ title }) => title.toLowerCase().includes(wanted))
  const toggle = (id: string): void => onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  const hint = isError ? t('hooks:channelsNotLoaded') : chosen.length === 0 ? t('outgoing:form.channelsNone') : t('outgoing:form.channelsChosen', { count: chosen.length })
  return (
    <fieldset className="chanpick" aria-describedby={noteId}>
      <legend className="label">{t('outgoing:form.channels')}</legend>
      <div className={error === undefined ? 'chanpick__box' : 'chanpick__box is-bad'}>
        {rows.length > WITHOUT_SEARCH && <SearchField label={t('outgoing:form.channelsSearch')} value={search} onChange={setSearch} />}
        <ul className="chanpick__list">
          {shown.map(({ channel, title, person }) => (
            <li key={channel.id}>
              <label className="chanpick__row">
                <input type="checkbox" checked={chosen.includes(channel.id)} onChange={() => toggle(channel.id)} />
                <ChannelIcon type={channel.type} title={title} username={person?.username} others={channel.members.length - 1} />
                <bdi className="clip">{title}</bdi>
                {channel.archivedAt !== null && <span className="faint chanpick__note">{t('outgoing:form.channelArchived')}</span>}
              </label>
            </li>
          ))}
          {shown.length === 0 && <li className="faint chanpick__none">{t('outgoing:form.channelsNoMatch')}</li>}
        </ul>
      </div>
      <FieldNote id={noteId} hint={hint} error={error} />
    </fieldset>
  )
}

const kinds: readonly Channel['type'][] = ['public', 'private', 'group', 'direct']
