/** The page of all channels. */
export { BrowsePage } from './browse-page.tsx'
