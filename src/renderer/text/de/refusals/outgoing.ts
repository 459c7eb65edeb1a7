/** What the server refuses about outgoing webhooks, deliveries and consents, in German. */
export const outgoing = {
  'This outgoing webhook does not exist any more.': 'Diesen ausgehenden Webhook gibt es nicht mehr.',
  'There are {{count}} outgoing webhooks and the limit is {{limit}}. Delete one, or raise the limit (hooks.outgoingLimit).':
    'Ausgehende Webhooks: {{count}}, erlaubt sind {{limit}}. Lösche einen, oder erhöhe die Grenze (hooks.outgoingLimit).',
  'Only admins can set up outgoing webhooks here.': 'Nur Admins können hier ausgehende Webhooks einrichten.',
  'Only admins, and where the settings allow it the owner, can manage this outgoing webhook.': 'Nur Admins und, wo die Einstellungen es erlauben, der Besitzer können diesen ausgehenden Webhook verwalten.',
  '{{owner}}, who owns the webhook, is not in #{{channel}}: join it first.': '{{owner}}, der Besitzer des Webhooks, ist nicht in #{{channel}}: Tritt zuerst bei.',
  'Give at least one word, or choose every message.': 'Gib mindestens ein Wort an, oder wähle jede Nachricht.',
  'Choose a channel, or words to wait for in all public channels.': 'Wähle einen Kanal, oder Wörter, auf die er in allen öffentlichen Kanälen wartet.',
  'This is no regular expression: {{pattern}}.': 'Das ist kein regulärer Ausdruck: {{pattern}}.',
  '{{format}} cannot tell of everything. Take off: {{events}}.': '{{format}} kann nicht von allem berichten. Nimm heraus: {{events}}.',
  "{{format}} tells of people's messages only.": '{{format}} berichtet nur von Nachrichten, die Leute schreiben.',
  '“{{url}}” is no address of a web server.': '„{{url}}“ ist keine Adresse eines Webservers.',
  'The same address is there twice.': 'Dieselbe Adresse steht zweimal da.',
  'The header {{header}} is set by Hookline itself.': 'Den Header {{header}} setzt Hookline selbst.',
  'A header must be one line of Latin letters, digits and signs.': 'Ein Header muss aus einer Zeile mit lateinischen Buchstaben, Ziffern und Zeichen bestehen.',
  '“{{host}}” must be a host and a port, for instance 127.0.0.1:8080.': '„{{host}}“ muss aus Host und Port bestehen, zum Beispiel 127.0.0.1:8080.',

  'Only owners and admins decide what may listen to #{{channel}}.': 'Was in #{{channel}} zuhören darf, entscheiden nur Inhaber und Admins.',
  'In #{{channel}} only members who may set up webhooks decide what may listen.': 'Was in #{{channel}} zuhören darf, entscheiden nur Mitglieder, die Webhooks einrichten dürfen.',
  '“{{name}}” does not ask to listen to #{{channel}}.': '„{{name}}“ bittet nicht darum, in #{{channel}} zuzuhören.',
  'This outgoing webhook lives on another device, and its addresses and secrets are kept only there. Change it on that device.': 'Dieser ausgehende Webhook lebt auf einem anderen Gerät, und nur dort liegen seine Adressen und Geheimnisse. Ändere ihn auf jenem Gerät.',
  'This outgoing webhook is switched off. Switch it on first.': 'Dieser ausgehende Webhook ist ausgeschaltet. Schalte ihn zuerst ein.',
  'This outgoing webhook is paused. Switch it on again first.': 'Dieser ausgehende Webhook pausiert. Schalte ihn zuerst wieder ein.',
  'The address that this went to was taken off the outgoing webhook.': 'Die Adresse, an die das ging, gehört nicht mehr zum ausgehenden Webhook.',
  'This delivery is not on record any more.': 'Diese Zustellung ist nicht mehr verzeichnet.',
} as const
