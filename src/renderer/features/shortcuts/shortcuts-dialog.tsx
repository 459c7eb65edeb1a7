/** All keyboard shortcuts of this window in one list, opened by a shortcut of its own. */
import './shortcuts.css'
import { Fragment, useState } from 'react'
import { keyLabel, keysOf, listShortcuts, shortcutAreas, useShortcut, type ShortcutArea, type ShortcutId } from '#renderer/lib/screen/shortcuts.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'

export function ShortcutsDialog() {
  const [isOpen, setOpen] = useState(false)
  useShortcut('shortcuts', () => setOpen(!isOpen))
  return (
    <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('search:shortcutsTitle')} text={window.hooklineDesktop === undefined ? t('search:shortcutsTextBrowser') : t('search:shortcutsText')}>
      <div className="keys" tabIndex={0} role="group" aria-label={t('search:shortcutsTitle')}>
        <div className="keys__areas">
          {shortcutAreas.map((area) => (
            <Area key={area} area={area} />
          ))}
        </div>
      </div>
      <DialogButtons>
        <Button onClick={() => setOpen(false)}>{t('common:done')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

function Area({ area }: { area: ShortcutArea }) {
  return (
    <section className="keys__area">
      <h3 className="keys__title">{t(`search:areas.${area}`)}</h3>
      <dl className="keys__list">
        {listShortcuts(area).map((id) => (
          <div key={id} className="keys__row">
            <dt>{t(`search:keys.${id}`)}</dt>
            <dd>
              <Keys id={id} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Keys({ id }: { id: ShortcutId }) {
  return keysOf(id).map((parts, index) => (
    <Fragment key={parts.join(' ')}>
      {index > 0 && <span className="faint">{t('search:or')}</span>}
      <span className="keys__combination">
        {parts.map((part) => (
          <kbd key={part} className="keys__key">
            {keyLabel(part)}
          </kbd>
        ))}
      </span>
    </Fragment>
  ))
}
