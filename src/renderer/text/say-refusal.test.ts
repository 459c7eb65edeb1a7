import { expect, test } from 'vitest'
import { refusals } from './de/refusals/index.ts'
import { createSpeaker } from './say-refusal.ts'

const speaker = createSpeaker(refusals)
const { say } = speaker

test.each([
  ['a whole sentence', 'Guests cannot create channels.', 'Gäste können keine Kanäle anlegen.'],
  ['values in another order', '5 messages are pinned in #ops. Unpin one first.', 'In #ops sind 5 Nachrichten angeheftet, mehr geht nicht. Löse zuerst eine.'],
  ['the closer of two that fit', '#ops is archived: nobody can join.', '#ops ist archiviert: Niemand kann beitreten.'],
  ['kinds of events', 'Kommo v1 cannot tell of everything. Take off: joined, case.', 'Kommo v1 kann nicht von allem berichten. Nimm heraus: Mitglied beigetreten, Fall.'],
  ['sizes', 'The file has 1.5 MB; files of up to 999 bytes can be sent here (files.maxBytes).', 'Die Datei hat 1,5 MB; hier können Dateien bis 999 Byte gesendet werden (files.maxBytes).'],
  ['a part with a sentence of its own', 'hooks.port: Too big: expected number to be <=65535', 'hooks.port: darf höchstens 65535 sein'],
  ['the entry of a list', 'hooks.lanNames: “http://x” must be a name or an address without http:// and port, for instance build.lan', 'hooks.lanNames: „http://x“ muss ein Name oder eine Adresse ohne http:// und Port sein, zum Beispiel build.lan'],
  ['what a regular expression lacks', 'This is no regular expression: error parsing regexp: missing closing ): `(a`.', 'Das ist kein regulärer Ausdruck: eine Klammer „(“ ist nicht geschlossen: `(a`.'],
  ['why a host is not reached', '10.0.0.5:4666 cannot be reached: its name is not known in this network.', '10.0.0.5:4666 ist nicht erreichbar: Der Name ist in diesem Netz nicht bekannt.'],
  ['which host is not reached, of version 6', '[fd00::1]:4666 closed the connection.', '[fd00::1]:4666 hat die Verbindung geschlossen.'],
])('says %s', (_, english, german) => expect(say(english)).toBe(german))

test.each(['$&', '$1', '{{username}}', '” is taken. The username “x', 'a\nb', '\\d+(', '🙂'])('leaves the name %j as it is', (name) => {
  expect(say(`The username “${name}” is taken.`)).toBe(`Der Benutzername „${name}“ ist vergeben.`)
})

test('what it does not know stays as it came', () => {
  expect([say('Nobody wrote this down.'), say(''), say('the channel: closed')]).toEqual(['Nobody wrote this down.', '', 'the channel: closed'])
})

test('long sentences cost no time, whatever is in them', () => {
  const hostile = `“${'” “: '.repeat(199)}`
  const startedAt = performance.now()
  expect(say(hostile)).toBe(hostile)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test.each([
  ['several sentences', 'Posted to #ops in 2 parts. Read as Slack. 3 people and the channel were not told: one message tells at most 5.', 'Gepostet in #ops, in 2 Teilen. Gelesen als Slack. Nicht benachrichtigt: 3 Personen und der Kanal (eine Nachricht benachrichtigt höchstens 5).'],
  ['who sent it', 'Test by lena.fischer: Posted to #ops. Read as Slack.', 'Test von lena.fischer: Gepostet in #ops. Gelesen als Slack.'],
  ['again by whom', 'Replay of request req_1 by lena.fischer: There is no channel “a. b”. Use the channel\'s name, for instance town-square.', 'Anfrage req_1, von lena.fischer noch einmal gesendet: Es gibt keinen Kanal „a. b“. Nimm den Namen des Kanals, zum Beispiel town-square.'],
  ['where JSON breaks', 'The JSON cannot be read at byte 7 of the body: keys must be in double quotes.', 'Das JSON ist bei Byte 7 des Inhalts nicht lesbar: Schlüssel müssen in doppelten Anführungszeichen stehen.'],
  ['a list whose sentences lost their stops', 'content: Must be 2000 or fewer in length; embeds.0.title: This field is required. And 2 more.', 'content: Höchstens 2000 Zeichen oder Einträge; embeds.0.title: Dieses Feld muss da sein. Und 2 weitere.'],
  ['when', 'Updated the message from 3 May, 09:47 in #ops.', 'Nachricht von 3. Mai, 09:47 in #ops auf den neuen Stand gebracht.'],
  ['which secret signed it', 'GitHub, secret from before 3 Dec', 'GitHub, Geheimnis aus der Zeit vor dem 3. Dez'],
  ['kinds of bodies', '“CI” takes JSON, multipart forms only; this body has no Content-Type.', '„CI“ nimmt nur JSON, mehrteilige Formulare; dieser Inhalt hat keinen Content-Type.'],
  ['what it knows in part', 'Posted to #ops. Nobody wrote this down.', 'Posted to #ops. Nobody wrote this down.'],
])('of a request says %s', (_, english, german) => expect(speaker.sayAll(english)).toBe(german))

test('of a request, however many sentences there are, costs no time', () => {
  const hostile = `${'Posted to #x. '.repeat(70)}“`
  const startedAt = performance.now()
  expect(speaker.sayAll(hostile.slice(0, 990))).toBe(hostile.slice(0, 990))
  const short = `${'Test by x: '.repeat(30)}${'Posted to #x. '.repeat(11)}“`
  expect(speaker.sayAll(short)).toContain('Test von x: Test von x: ')
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test('each beginning and each end of a text is looked up once, although there are thousands of ways to take it apart', () => {
  let filled = 0
  const counting = createSpeaker({ sentences: { '{{name}} ends.': '{{name}} endet.' }, heldWords: { name: (name) => ((filled += 1), name) } })
  const text = `${Array.from({ length: 12 }, (_, number) => `a${number} ends. `).join('')}zz`
  expect(counting.sayAll(text)).toBe(text)
  expect(filled).toBeLessThanOrEqual((12 * 13) / 2)
})
