/** Makes something of Intl once and again only for another locale, because making is slow and formatting is not. */

export function perLocale<T>(make: (locale: string) => T): (locale: string) => T {
  let last: { readonly locale: string; readonly made: T } | undefined
  return (locale) => {
    if (last?.locale !== locale) last = { locale, made: make(locale) }
    return last.made
  }
}
