/** The page that finds messages. */
export { SearchPage } from './search-page.tsx'
