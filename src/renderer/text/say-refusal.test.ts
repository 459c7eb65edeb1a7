import { expect, test } from 'vitest'
import { refusals } from './de/refusals/index.ts'
import { createSpeaker } from './say-refusal.ts'

const { say } = createSpeaker(refusals)

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
