/** Wörter des Bereichs "addresses": wann eine Adresse endet, wer sie nutzt, und was zu tun ist, wenn eine bekannt wird. */
export const addresses = {
  endingNotice: '{{who}} Die Adresse ••••{{lastFour}} von „{{name}}“ endet am {{when}}. Tools, die sie nutzen, können dann nicht mehr posten. Verlängere sie auf der Seite des Webhooks: die URL bleibt dieselbe.',
  end: {
    title: 'Wann endet {{dialect}} ••••{{lastFour}}?',
    text: 'Drei Tage vorher hört ihr Besitzer davon. Wer sie später verlängert, behält die URL.',
    label: 'Endet',
    never: 'Nie',
    days_one: 'In {{count, number}} Tag',
    days_other: 'In {{count, number}} Tagen',
    onDay: 'An einem Tag',
    day: 'Letzter Tag',
    missing: 'Wähle einen Tag in der Zukunft.',
    save: 'Speichern',
    saved: 'Gespeichert, wann {{dialect}} ••••{{lastFour}} endet.',
    change: 'Ende ändern …',
  },
  users: {
    open: 'Wer sie nutzt …',
    title: 'Wer {{dialect}} ••••{{lastFour}} nutzt',
    text: 'Aus den Anfragen, die noch aufgezeichnet sind.',
    none: 'Niemand, soweit Anfragen aufgezeichnet sind.',
    program: 'Programm',
    unnamed: 'nennt keinen Namen',
    from: 'Von',
    requests: 'Anfragen',
  },
  leak: {
    text: 'In diesem Text steht die Adresse von <name>{{name}}</name>. Wer sie liest, kann dort posten.',
    mask: 'Geheimnis verbergen',
    rotate: 'Erneuern …',
    sendAnyway: 'Trotzdem senden',
  },
} as const
