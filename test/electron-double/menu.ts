/** Menu and MenuItem: templates become items that a test finds and clicks; some roles do what they say, the others are recorded. */
import { app } from './app.ts'
import { asReal, guardClass, type Misfits, type None } from './surface.ts'
import { note } from './test-process.ts'
import { BrowserWindow } from './windows.ts'

type Options = Electron.MenuItemConstructorOptions
type Click = (event?: unknown, window?: unknown, contents?: unknown) => void

const zoomBy = (steps: number): void => {
  const contents = BrowserWindow.getFocusedWindow()?.webContents
  contents?.setZoomLevel(steps === 0 ? 0 : contents.getZoomLevel() + steps)
}

/** What roles do by themselves. */
const roles: Record<string, () => void> = {
  about: () => app.showAboutPanel(),
  quit: () => app.quit(),
  close: () => BrowserWindow.getFocusedWindow()?.close(),
  minimize: () => BrowserWindow.getFocusedWindow()?.minimize(),
  reload: () => BrowserWindow.getFocusedWindow()?.webContents.reload(),
  zoomin: () => zoomBy(0.5),
  zoomout: () => zoomBy(-0.5),
  resetzoom: () => zoomBy(0),
  togglefullscreen: () => BrowserWindow.getFocusedWindow()?.setFullScreen(!BrowserWindow.getFocusedWindow()?.isFullScreen()),
}

export class MenuItem {
  label: string
  sublabel: string
  enabled: boolean
  visible: boolean
  checked: boolean
  accelerator: Electron.Accelerator | null
  readonly id: string
  readonly type: NonNullable<Options['type']>
  readonly role?: Electron.MenuItem['role']
  readonly submenu?: Electron.Menu
  click: Click
  constructor(options: Options) {
    const { role, submenu, click } = options
    this.id = options.id ?? ''
    this.label = options.label ?? role ?? ''
    this.sublabel = options.sublabel ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    this.accelerator = options.accelerator ?? null
    if (role !== undefined) this.role = role.toLowerCase() as NonNullable<Electron.MenuItem['role']>
    if (submenu !== undefined) this.submenu = Array.isArray(submenu) ? asReal(Menu.buildFromTemplate(submenu)) : submenu
    this.click = () => {
      if (!this.enabled) return
      if (this.type === 'checkbox') this.checked = !this.checked
      if (this.role !== undefined && click === undefined) (roles[this.role] ?? (() => note('menu-role', this.role)))()
      const window = BrowserWindow.getFocusedWindow() ?? undefined
      click?.(asReal(this), window, asReal({}))
    }
  }
}
guardClass('MenuItem', MenuItem)
export type MenuItemFits = None<Misfits<MenuItem, Electron.MenuItem>>

let applicationMenu: Menu | null = null

export class Menu {
  readonly items: Electron.MenuItem[] = []
  static buildFromTemplate(template: (Options | Electron.MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? asReal(item) : asReal(new MenuItem(item as Options)))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
    note('application-menu', menu === null ? null : describeMenu(menu))
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
  append(item: Electron.MenuItem): void {
    this.items.push(item)
  }
  insert(position: number, item: Electron.MenuItem): void {
    this.items.splice(position, 0, item)
  }
  getMenuItemById(id: string): Electron.MenuItem | null {
    return this.items.find((item) => item.id === id) ?? this.items.map((item) => item.submenu?.getMenuItemById(id)).find(Boolean) ?? null
  }
  popup(): void {
    openMenus.push(this)
    note('popup', describeMenu(this))
  }
  closePopup(): void {
    openMenus.pop()
  }
}
guardClass('Menu', Menu)
export type MenuFits = None<Misfits<Omit<Menu, 'on'>, Electron.Menu>>

/** Menus that were popped up, the newest last. */
export const openMenus: Menu[] = []

export interface MenuLine {
  readonly label: string
  readonly type?: string
  readonly role?: string
  readonly accelerator?: string
  readonly items?: MenuLine[]
}

/** What somebody sees of a menu. */
export function describeMenu(menu: { readonly items: readonly Electron.MenuItem[] }): MenuLine[] {
  return menu.items
    .filter(({ visible }) => visible)
    .map(({ label, type, role, accelerator, submenu }) => ({ label: type === 'separator' ? '—' : label, type, role, ...(accelerator === null ? {} : { accelerator: String(accelerator) }), ...(submenu ? { items: describeMenu(submenu) } : {}) }))
}
