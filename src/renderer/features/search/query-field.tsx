/** The field of the search page, with the list that completes what is typed. */
import '#renderer/ui/field.css'
import { AtSign, Calendar, Hash, ListFilter, Search, X } from 'lucide-react'
import { useId } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import type { Suggested } from './suggest.ts'
import type { useQueryField } from './use-query-field.ts'

export interface QueryFieldProps {
  control: ReturnType<typeof useQueryField>
  workspace: string
}

export function QueryField({ control, workspace }: QueryFieldProps) {
  const id = useId()
  const { list, active, pick, put, props } = control
  const isOpen = list.length > 0
  return (
    <div className="query">
      <div className="field field--large">
        <Search className="icon" />
        <input
          {...props}
          ref={control.field}
          type="search"
          role="combobox"
          aria-label={t('search:field', { workspace })}
          placeholder={t('search:placeholder')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          dir="auto"
        />
        {props.value !== '' && (
          <IconButton label={t('common:clear')} size="small" onClick={() => put('')}>
            <X className="icon icon--14" />
          </IconButton>
        )}
      </div>
      {isOpen && (
        <ul className="query__list" id={id} role="listbox" aria-label={t('search:suggestions')}>
          {list.map((suggestion, index) => (
            // The field keeps the focus.
            <li key={suggestion.text} id={`${id}-${index}`} role="option" aria-selected={index === active} className="query__row" onMouseDown={(event) => event.preventDefault()} onClick={() => pick(suggestion)}>
              <About about={suggestion.about} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function About({ about }: { about: Suggested }) {
  const { sign, name, hint } = describe(about)
  return (
    <>
      <span className="query__sign">{sign}</span>
      <bdi className="query__name clip">{name}</bdi>
      <span className="query__hint clip">{hint}</span>
    </>
  )
}

function describe(about: Suggested) {
  switch (about.kind) {
    case 'filter':
      return { sign: <ListFilter className="icon icon--14" />, name: `${about.name}:`, hint: t(`search:filters.${about.name}`) }
    case 'me':
      return { sign: <AtSign className="icon icon--14" />, name: 'me', hint: t('search:me') }
    case 'person':
      return { sign: <PersonAvatar username={about.person.username} name={about.person.displayName} size={20} />, name: about.person.displayName, hint: `@${about.person.username}` }
    case 'channel':
      return { sign: <ChannelIcon type={about.channel.type} title={about.channel.name} />, name: about.channel.name, hint: about.channel.purpose }
    case 'has':
      return { sign: <Hash className="icon icon--14" />, name: about.value, hint: t(`search:has.${about.value}`) }
    case 'is':
      return { sign: <Hash className="icon icon--14" />, name: about.value, hint: t(`search:is.${about.value}`) }
    case 'day':
      return { sign: <Calendar className="icon icon--14" />, name: about.value, hint: t(`search:days.${about.value}`) }
  }
}
