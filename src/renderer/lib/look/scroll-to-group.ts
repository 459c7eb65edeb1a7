/** Brings a part of a page into view that a link elsewhere meant: the address of the window names pages only. */

let wanted: string | undefined

/** To be called when such a link is followed; a group that is there already is shown at once. */
export function wantGroup(id: string): void {
  wanted = id
  showGroup(document.getElementById(id))
}

/** As the `ref` of each group that can be meant. */
export function showGroup(group: HTMLElement | null): void {
  if (group === null || group.id !== wanted) return
  wanted = undefined
  group.scrollIntoView({ block: 'start' })
}
