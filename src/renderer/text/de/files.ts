/** Words of the area "files". */
export const files = {
  tooLarge: 'Diese Datei hat {{size}}; hier lassen sich Dateien bis {{limit}} senden.',
  unreadable: 'Diese Datei lässt sich nicht lesen. Vielleicht ist sie ein Ordner, oder sie wurde seit der Auswahl geändert oder verschoben.',
  unnamed: 'Datei',
} as const
