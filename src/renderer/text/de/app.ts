/** Words of the area "app". */
export const app = {
  windowTitle: '{{page}} · Hookline',
  hideSidebar: 'Seitenleiste ausblenden',
  showSidebar: 'Seitenleiste einblenden',
  back: 'Zurück',
  forward: 'Vor',

  connectionLost: 'Verbindung um {{time}} abgebrochen. Du kannst weiterschreiben; Nachrichten werden gesendet, wenn sie wieder da ist.',
  tryNow: 'Jetzt versuchen',
  cannotPost: 'Tools können nicht posten. <problem/>',
  portTaken: 'Tools können nicht posten: Ein anderes Programm belegt Port {{port}}; welches, verrät dieses System nicht. Webhooks und ihre Adressen bleiben, und sobald der Port frei ist, geht es von selbst weiter.',
  portTakenBy: 'Tools können nicht posten: <b>{{name}}</b> (Prozess {{pid}}) belegt Port {{port}}. Webhooks und ihre Adressen bleiben, und sobald der Port frei ist, geht es von selbst weiter.',

  notice: {
    serverRestarted: 'Der Server von Hookline ist stehen geblieben und läuft wieder. Nichts ging verloren.',
    windowReloaded: 'Dieses Fenster ist abgestürzt und wurde neu geladen. Was gespeichert war, ist da.',
  },

  repaired: {
    intro: '{{who}} Die Datendatei war beschädigt und ist repariert.',
    nothing: 'Von dem, was geschrieben wurde, fehlt nichts.',
    between: 'Was zwischen {{from}} und {{to}} geschrieben wurde, ließ sich nicht mehr lesen.',
    before: 'Ein Teil dessen, was vor {{to}} geschrieben wurde, ließ sich nicht mehr lesen.',
    changes_one: 'Das ist eine Änderung: eine Nachricht, eine Bearbeitung oder Ähnliches.',
    changes_other: 'Das sind {{count}} Änderungen: Nachrichten, Bearbeitungen und Ähnliches.',
    own: 'Auch einiges, was dieses Gerät nur für sich behält, fehlt ({{tables}}).',
    kept: 'Die beschädigte Datei ist nicht gelöscht: sie liegt im Datenordner unter {{kept}}.',
  },

  refused: 'Dieses Fenster ist nicht verbunden',
  refusedText: 'Sein Schlüssel fehlt oder gilt nicht mehr. Führe <code>hookline open</code> in einem Terminal aus und öffne die Adresse, die es ausgibt. Noch nicht gesendete Nachrichten warten in diesem Tab.',
  broken: 'Diese Seite ist abgestürzt',
  brokenText: 'Ein Fehler in Hookline hat sie beendet. Deine Nachrichten sind sicher. Geh zurück und versuch es erneut; stürzt sie wieder ab, melde bitte den Text unten.',
  showAgain: 'Wieder zeigen',
  reload: 'Fenster neu laden',
  noAnswer: 'Hookline antwortet nicht',
  starting: 'Startet …',
  startingText: 'Hookline öffnet deinen Workspace.',
  adminsOnly: 'Webhooks verwalten hier nur Admins',
  adminsOnlyText: 'Ein Admin kann Mitgliedern eigene Webhooks erlauben.',
  backToChannels: 'Zurück zu den Kanälen',
  noChannel: 'Noch kein Kanal',
  noChannelText: 'Leg den ersten mit dem + neben dem Namen des Workspace an.',
  noSuchChannel: 'Es gibt keinen Kanal „<bdi>{{name}}</bdi>“',
  noSuchChannelText: 'Er ist vielleicht privat, archiviert oder umbenannt.',
  firstChannel: 'Zum ersten Kanal',
  addWebhook: 'Webhook hinzufügen',
} as const
