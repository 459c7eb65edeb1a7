/** The picture formats that are drawn inside the window. SVG is not among them, because it can hold scripts. */

const drawable: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

export const isDrawable = (mediaType: string): boolean => drawable.has(mediaType)
