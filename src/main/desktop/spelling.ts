/** Spell checking in several languages, and the menu of the right button in text: suggestions, the dictionary, cut, copy, paste. */
import { Menu, session, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron'
import { words } from './words.ts'

/** macOS checks by its own means and finds the language itself. */
const checksByItself = process.platform === 'darwin'

export const spellChoices = (): readonly string[] => (checksByItself ? [] : session.defaultSession.availableSpellCheckerLanguages)

/**
 * Without a language nothing is checked and nothing downloaded: Chromium would take the system's language and fetch its dictionary.
 * Languages that this Electron does not know are left out.
 */
export function setSpelling(languages: readonly string[]): void {
  if (checksByItself) return
  const { defaultSession } = session
  const known = languages.filter((language) => defaultSession.availableSpellCheckerLanguages.includes(language))
  defaultSession.setSpellCheckerEnabled(known.length > 0)
  if (known.length > 0) defaultSession.setSpellCheckerLanguages(known)
}

/** Pages have menus of their own; this one is for text that is written or selected. */
export function followContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = buildTextMenu(params, window)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}

function buildTextMenu(params: ContextMenuParams, { webContents }: BrowserWindow): MenuItemConstructorOptions[] {
  const { menu, spelling } = words()
  const { isEditable, selectionText, misspelledWord, dictionarySuggestions, editFlags } = params
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy', label: menu.copy, enabled: editFlags.canCopy }]
  const suggestions: MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({ label: word, click: () => webContents.replaceMisspelling(word) }))
  const checked: MenuItemConstructorOptions[] = [
    ...(suggestions.length > 0 ? suggestions : [{ label: spelling.none, enabled: false }]),
    { type: 'separator' },
    { label: spelling.add, click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord) },
    { type: 'separator' },
  ]
  return [
    ...(misspelledWord === '' ? [] : checked),
    { role: 'cut', label: menu.cut, enabled: editFlags.canCut },
    { role: 'copy', label: menu.copy, enabled: editFlags.canCopy },
    { role: 'paste', label: menu.paste, enabled: editFlags.canPaste },
    { role: 'pasteAndMatchStyle', label: menu.pasteAsText, enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: menu.selectAll, enabled: editFlags.canSelectAll },
  ]
}
