/** Tray: its picture, tip and menu, for a test to read and click. */
import { EventEmitter } from 'node:events'
import { describeMenu } from './menu.ts'
import { guardClass, type Misfits, type None } from './surface.ts'
import { note } from './test-process.ts'

type Picture = Electron.NativeImage | string

interface TrayState {
  tip: string
  title: string
  image: Picture
  menu: Electron.Menu | null
  isDestroyed: boolean
}

/** All trays that were made, with what they show. */
export const trays: { readonly tray: Tray; readonly state: TrayState }[] = []
const read = (tray: Tray): TrayState => trays.find((entry) => entry.tray === tray)!.state

export class Tray extends EventEmitter {
  constructor(image: Picture) {
    super()
    trays.push({ tray: this, state: { tip: '', title: '', image, menu: null, isDestroyed: false } })
    note('tray')
  }
  setImage(image: Picture): void {
    read(this).image = image
    note('tray-image', typeof image === 'string' ? image : image.getSize())
  }
  setPressedImage(): void {}
  setToolTip(tip: string): void {
    read(this).tip = tip
    note('tray-tip', tip)
  }
  setTitle(title: string): void {
    read(this).title = title
    note('tray-title', title)
  }
  getTitle(): string {
    return read(this).title
  }
  setIgnoreDoubleClickEvents(): void {}
  setContextMenu(menu: Electron.Menu | null): void {
    read(this).menu = menu
    note('tray-menu', menu === null ? null : describeMenu(menu))
  }
  popUpContextMenu(): void {
    note('tray-menu-opened')
  }
  getBounds(): Electron.Rectangle {
    return { x: 1880, y: 1050, width: 24, height: 24 }
  }
  isDestroyed(): boolean {
    return read(this).isDestroyed
  }
  destroy(): void {
    read(this).isDestroyed = true
    note('tray-destroyed')
  }
}
guardClass('Tray', Tray)
export type TrayFits = None<Misfits<Tray, Electron.Tray>>
