/** F6 and Shift F6 walk the window's regions: title bar, sidebar, list, composer, panel. Each remembers where one was in it. */
import { useEffect, useRef } from 'react'
import { PANEL } from '#renderer/lib/screen/panel.ts'
import { useShortcut } from '#renderer/lib/screen/shortcuts.ts'

/** The values of `data-region` in their order; `page` is the middle of a page that has no list of messages. */
const ORDER = ['titlebar', 'sidebar', 'page', 'list', 'composer', 'panel'] as const

/** Where one arrives for the first time: the first that a region has. */
const ENTRANCES = ['textarea', '[role="log"]', '[aria-current="page"]', '[role="tab"][aria-selected="true"]', 'a[href], button:not(:disabled), input, select, [tabindex="0"]']

type Places = WeakMap<Element, HTMLElement>

export function useFocusRegions(): void {
  const last = useRef<Places>(new WeakMap())
  useEffect(() => {
    const handleFocus = ({ target }: FocusEvent): void => {
      const region = target instanceof HTMLElement ? regionOf(target) : null
      if (region !== null) last.current.set(region, target as HTMLElement)
    }
    document.addEventListener('focusin', handleFocus)
    return () => document.removeEventListener('focusin', handleFocus)
  }, [])
  useShortcut('nextRegion', () => step(1, last.current))
  useShortcut('previousRegion', () => step(-1, last.current))
}

function step(by: 1 | -1, last: Places): void {
  const regions = listRegions()
  if (regions.length === 0) return
  const from = regions.findIndex((region) => region.contains(document.activeElement))
  // From nowhere, forward begins at the first and back at the last.
  let at = from === -1 && by === -1 ? regions.length : from
  for (let tries = 0; tries < regions.length; tries += 1) {
    at = (at + by + regions.length) % regions.length
    if (enter(regions[at]!, last.get(regions[at]!))) return
  }
}

/** What stands in the panel belongs to the panel; the page of a channel is no stop besides its list and its composer. */
function listRegions(): Element[] {
  const all = [...document.querySelectorAll('[data-region]')].filter((region) => regionOf(region) === region && region.closest('[inert]') === null)
  const stops = all.filter((region) => region.querySelector('[data-region]') === null || region.matches(PANEL))
  return ORDER.flatMap((name) => stops.find((region) => region.matches(`[data-region="${name}"]`)) ?? [])
}

const regionOf = (element: Element): Element | null => element.closest(PANEL) ?? element.closest('[data-region]')

/** @returns whether anything there took the focus. */
function enter(region: Element, remembered: HTMLElement | undefined): boolean {
  const known = remembered !== undefined && region.contains(remembered) ? [remembered] : []
  const places = [...known, ...ENTRANCES.flatMap((selector) => [...region.querySelectorAll<HTMLElement>(selector)])]
  return places.some((place) => {
    place.focus()
    // A list hands the focus on to one of its rows.
    return document.activeElement === place || place.contains(document.activeElement)
  })
}
