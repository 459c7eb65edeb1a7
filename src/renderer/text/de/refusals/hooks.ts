/** What the server refuses about incoming webhooks, their addresses, secrets, tests and requests, in German. */
export const hooks = {
  'There is no webhook with this id.': 'Einen Webhook mit dieser ID gibt es nicht.',
  'This incoming webhook does not exist any more.': 'Diesen eingehenden Webhook gibt es nicht mehr.',
  'There is no such webhook in the channels that you can read.': 'In den Kanälen, die du lesen kannst, gibt es diesen Webhook nicht.',
  'You did not mute this webhook.': 'Du hast diesen Webhook nicht stumm geschaltet.',
  'There are {{count}} incoming webhooks and the limit is {{limit}}. Delete one, or raise the limit (hooks.incomingLimit).':
    'Eingehende Webhooks: {{count}}, erlaubt sind {{limit}}. Lösche einen, oder erhöhe die Grenze (hooks.incomingLimit).',
  'Only admins can set up incoming webhooks here.': 'Nur Admins können hier eingehende Webhooks einrichten.',
  'Only admins can see webhooks and their tokens here.': 'Nur Admins können hier Webhooks und ihre Tokens sehen.',
  'Only admins, and where the settings allow it the owner, can manage this webhook.': 'Nur Admins und, wo die Einstellungen es erlauben, der Besitzer können diesen Webhook verwalten.',
  'Only admins, and where the settings allow it members for themselves, can have tokens for webhooks.':
    'Nur Admins und, wo die Einstellungen es erlauben, Mitglieder für sich selbst können Token für Webhooks haben.',
  'Choose a channel: a webhook cannot live in direct messages.': 'Wähle einen Kanal: In Direktnachrichten kann kein Webhook sein.',
  "#{{channel}} takes no messages from webhooks. Allow them in the channel's details, or choose another channel.":
    '#{{channel}} nimmt keine Nachrichten von Webhooks an. Erlaube sie in den Details des Kanals, oder wähle einen anderen.',
  '{{owner}}, who would own the webhook, cannot read #{{channel}}.': '{{owner}} wäre Besitzer des Webhooks, kann aber #{{channel}} nicht lesen.',
  '{{owner}}, who owned this webhook, was removed. Give it to somebody else first.': '{{owner}}, der Besitzer dieses Webhooks, wurde entfernt. Gib ihn zuerst jemand anderem.',
  'There is no person with the id {{id}}: name those who may be told by their ids.': 'Eine Person mit der ID {{id}} gibt es nicht: Nenne mit ihren IDs, wen der Webhook benachrichtigen darf.',

  'This address does not exist any more.': 'Diese Adresse gibt es nicht mehr.',
  'This address was rotated or removed already. Rotate the one that took its place; to end this one now, remove it.':
    'Diese Adresse wurde schon ersetzt oder entfernt. Ersetze die, die an ihre Stelle trat; um diese sofort zu beenden, entferne sie.',
  'This address was rotated or removed, so it cannot be extended. Add a new one and give it to the tool.':
    'Diese Adresse wurde erneuert oder entfernt und kann nicht verlängert werden. Füge eine neue hinzu, und trag sie im Tool ein.',
  'Choose an end in the future; to end an address now, remove it.': 'Wähle ein Ende in der Zukunft; soll eine Adresse jetzt enden, entferne sie.',
  'No address of this webhook has ended or is about to.': 'Keine Adresse dieses Webhooks ist abgelaufen oder läuft bald ab.',
  'This webhook asks for no signature. Choose first how its requests are signed.': 'Dieser Webhook verlangt keine Signatur. Wähle zuerst, wie seine Anfragen signiert werden.',
  'This webhook lives on another device, and its secret is kept only there. Change it on that device.': 'Dieser Webhook lebt auf einem anderen Gerät, und nur dort liegt sein Geheimnis. Ändere es auf jenem Gerät.',
  'There is no old secret.': 'Ein altes Geheimnis gibt es nicht.',
  'This webhook has no secret.': 'Dieser Webhook hat kein Geheimnis.',
  'The secret must have at least {{count}} characters.': 'Das Geheimnis muss mindestens {{count}} Zeichen haben.',
  'The secret is the sender’s private key: give the public one, which begins with whpk_.': 'Das ist der private Schlüssel des Absenders: Gib den öffentlichen an, er beginnt mit whpk_.',
  'The secret must be whpk_ and the base64 of the 32 bytes of an ed25519 key.': 'Das Geheimnis muss aus whpk_ und dem Base64 der 32 Bytes eines Ed25519-Schlüssels bestehen.',
  'The secret must be whsec_ and the base64 of {{least}} to {{most}} bytes, or whpk_ and a public key.':
    'Das Geheimnis muss aus whsec_ und dem Base64 von {{least}} bis {{most}} Bytes bestehen, oder aus whpk_ und einem öffentlichen Schlüssel.',

  'There is no sample “{{sample}}” for {{dialect}}. Known: {{samples}}.': 'Für {{dialect}} gibt es kein Beispiel „{{sample}}“. Bekannt sind: {{samples}}.',
  'The sample was sent, but what became of it could not be recorded.': 'Das Beispiel wurde gesendet, aber was daraus wurde, konnte nicht festgehalten werden.',
  'This webhook lives on another device, which listens for it. Add the address there.': 'Dieser Webhook lebt auf einem anderen Gerät, das für ihn annimmt. Füge die Adresse dort hinzu.',
  'This webhook lives on another device: test it there.': 'Dieser Webhook lebt auf einem anderen Gerät: Teste ihn dort.',
  'This webhook has no such address.': 'Dieser Webhook hat diese Adresse nicht.',
  'This webhook has no address. Add one, and try again.': 'Dieser Webhook hat keine Adresse. Füge eine hinzu, und versuch es noch einmal.',
  'This webhook has no address for {{dialect}}. Add one, and try again.': 'Dieser Webhook hat keine Adresse für {{dialect}}. Füge eine hinzu, und versuch es noch einmal.',
  'The listener at {{url}} did not answer: {{why}}.': 'Der Empfang unter {{url}} hat nicht geantwortet: {{why}}.',
  'Only owners and admins can restart the listener.': 'Nur Inhaber und Admins können den Empfang neu starten.',
  'Only owners and admins can make the certificate anew.': 'Nur Inhaber und Admins können das Zertifikat neu erstellen.',
  'Only owners and admins can choose the port.': 'Nur Inhaber und Admins können den Port wählen.',

  'Only admins can see requests to no webhook.': 'Nur Admins können Anfragen sehen, die zu keinem Webhook gehören.',
  'Name one of your own webhooks: only admins can see all requests.': 'Nenne einen deiner eigenen Webhooks: Nur Admins können alle Anfragen sehen.',
  'There is no request {{id}} on record. It may have been dropped since: the settings say how many are kept.':
    'Eine Anfrage {{id}} ist nicht verzeichnet. Vielleicht wurde sie inzwischen gelöscht: In den Einstellungen steht, wie viele behalten werden.',
  'This request cannot be replayed: its body was not read or not kept. Let the tool send it again.':
    'Diese Anfrage kann nicht wiederholt werden: Ihr Inhalt wurde nicht gelesen oder nicht behalten. Lass das Tool sie noch einmal senden.',
  'This request cannot be replayed: only the first 65,536 characters of its body were kept. Let the tool send it again.':
    'Diese Anfrage kann nicht wiederholt werden: Nur die ersten 65.536 Zeichen ihres Inhalts wurden behalten. Lass das Tool sie noch einmal senden.',
  'This request cannot be replayed as it was: a secret was taken out of it before it was kept. Let the tool send it again.':
    'Diese Anfrage kann nicht wiederholt werden, wie sie war: Ein Geheimnis wurde herausgenommen, bevor sie behalten wurde. Lass das Tool sie noch einmal senden.',
  'This request cannot be replayed: the contents of its files are not kept beside it. Let the tool send it again.':
    'Diese Anfrage kann nicht wiederholt werden: Die Inhalte ihrer Dateien werden nicht mit ihr behalten. Lass das Tool sie noch einmal senden.',
  'This request cannot be replayed: it was refused because nobody knows who sent it. Let the tool send it again.':
    'Diese Anfrage kann nicht wiederholt werden: Sie wurde abgewiesen, weil niemand weiß, wer sie gesendet hat. Lass das Tool sie noch einmal senden.',
  'Only posts can be replayed: this request asked for something else.': 'Nur Posts können wiederholt werden: Diese Anfrage wollte etwas anderes.',
  'This request cannot be replayed: the address that it came to was removed or replaced. Let the tool post to a current address.':
    'Diese Anfrage kann nicht wiederholt werden: Die Adresse, an die sie kam, wurde entfernt oder ersetzt. Lass das Tool an eine aktuelle Adresse posten.',
  'The request was sent again, but what became of it could not be recorded.': 'Die Anfrage wurde noch einmal gesendet, aber was daraus wurde, konnte nicht festgehalten werden.',

  'Show a token: "Authorization: Bearer …". "hookline tokens create --person NAME --scope hooks" makes one.':
    'Zeig ein Token vor: „Authorization: Bearer …“. „hookline tokens create --person NAME --scope hooks“ erzeugt eines.',
  'This token is not known here: it was mistyped or revoked. "hookline tokens create" makes a new one.':
    'Dieses Token ist hier nicht bekannt: Es wurde falsch getippt oder widerrufen. „hookline tokens create“ erzeugt ein neues.',
  'This token has expired. "hookline tokens create" makes a new one.': 'Dieses Token ist abgelaufen. „hookline tokens create“ erzeugt ein neues.',
  'Whose token this is does not belong to this workspace any more.': 'Wem dieses Token gehört, gehört nicht mehr zu diesem Workspace.',
  'This token does not exist any more.': 'Dieses Token gibt es nicht mehr.',
} as const
