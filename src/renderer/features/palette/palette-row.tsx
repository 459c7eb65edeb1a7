/** One item of the palette: its sign, its name, and at the end what is unread or which keys do the same. */
import { shortcutLabel } from '#renderer/lib/screen/shortcuts.ts'
import { t } from '#renderer/text/i18n.ts'
import type { PaletteItem } from './palette-item.ts'

export function PaletteRow({ item }: { item: PaletteItem }) {
  const { icon, label, hint = '', mentions = 0, isUnread = false, shortcut } = item
  return (
    <>
      <span className="palette__sign">{icon}</span>
      <bdi className="palette__name clip">{label}</bdi>
      <bdi className="palette__hint clip">{hint}</bdi>
      {isUnread && mentions === 0 && <span className="only-spoken">{t('search:palette.unread')}</span>}
      {mentions > 0 && (
        <span className="palette__mentions">
          <span className="only-spoken">{t('search:palette.mentions', { count: mentions })}</span>
          <span aria-hidden="true">{mentions}</span>
        </span>
      )}
      {shortcut !== undefined && <kbd>{shortcutLabel(shortcut)}</kbd>}
    </>
  )
}
