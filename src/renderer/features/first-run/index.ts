/** The first page of a new workspace. */
export { FirstRunPage } from './first-run-page.tsx'
