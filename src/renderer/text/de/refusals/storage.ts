/** What the server says when data, disks, keys or ports do not do as they should, in German. */
export const storage = {
  'The disk is full: nothing was stored. Free some space and try again.': 'Die Festplatte ist voll: Nichts wurde gespeichert. Schaff etwas Platz, und versuch es noch einmal.',
  'The disk is full: the file was not stored. Free some space and try again.': 'Die Festplatte ist voll: Die Datei wurde nicht gespeichert. Schaff etwas Platz, und versuch es noch einmal.',
  'The data file could not be written ({{code}}): nothing was stored. Try again in a moment.': 'Die Datendatei konnte nicht geschrieben werden ({{code}}): Nichts wurde gespeichert. Versuch es gleich noch einmal.',
  'The file could not be stored ({{code}}). Try again in a moment.': 'Die Datei konnte nicht gespeichert werden ({{code}}). Versuch es gleich noch einmal.',
  'The disk of {{path}} is full, and Hookline needs some room to start. Free some space and start it again; nothing was changed.':
    'Die Festplatte von {{path}} ist voll, und Hookline braucht zum Starten etwas Platz. Schaff etwas Platz, und starte es noch einmal; nichts wurde geändert.',
  '{{path}} is no folder, but a file or below one. Choose another one with --data; nothing was changed.':
    '{{path}} ist kein Ordner, sondern eine Datei oder unter einer. Wähle mit --data einen anderen; nichts wurde geändert.',
  '{{path}} cannot be made: the drive, or what a link in it leads to, is not there. Choose another folder with --data; nothing was changed.': '{{path}} kann nicht angelegt werden: Das Laufwerk, oder wohin ein Link darin führt, ist nicht da. Wähle mit --data einen anderen Ordner; geändert wurde nichts.',
  'Hookline may not write in {{path}} ({{code}}). Make the folder and its files writable, or choose another one with --data; nothing was changed.':
    'Hookline darf in {{path}} nicht schreiben ({{code}}). Mach den Ordner und seine Dateien beschreibbar, oder wähle mit --data einen anderen; nichts wurde geändert.',
  'Another program keeps a file of {{path}} locked: a database browser, a backup or a virus scanner. Close it there and start Hookline again; nothing was changed.':
    'Ein anderes Programm hält eine Datei von {{path}} gesperrt: ein Datenbank-Browser, eine Sicherung oder ein Virenscanner. Schließ sie dort, und starte Hookline noch einmal; nichts wurde geändert.',
  'The disk of {{path}} does not answer as it should ({{code}}). Check the disk and start Hookline again; nothing was changed.':
    'Die Festplatte von {{path}} antwortet nicht, wie sie soll ({{code}}). Prüfe sie, und starte Hookline noch einmal; nichts wurde geändert.',
  'The file hookline.db in the data folder is not a Hookline database. Move it away or choose another folder with --data; nothing was changed.':
    'Die Datei hookline.db im Datenordner ist keine Datenbank von Hookline. Leg sie woanders hin, oder wähle mit --data einen anderen Ordner; nichts wurde geändert.',
  'This data was written by a newer Hookline (schema {{version}}, this program knows {{newest}}). Update Hookline; nothing was changed.':
    'Diese Daten hat ein neueres Hookline geschrieben (Schema {{version}}, dieses Programm kennt {{newest}}). Aktualisiere Hookline; nichts wurde geändert.',
  'The file hookline.db is damaged so much that nothing in it can be found, and there is no copy of it yet. It was left as it is. Move it away together with hookline.db-wal; then put a copy from a backup of yours in its place. To begin anew without one, move sync.db, sync.db-identity and relay.db away too, if they are there.':
    'Die Datei hookline.db ist so beschädigt, dass sich nichts darin finden lässt, und eine Kopie gibt es noch nicht. Sie blieb, wie sie ist. Leg sie zusammen mit hookline.db-wal woanders hin; dann leg eine Kopie aus deiner eigenen Sicherung an ihre Stelle. Um ohne eine neu zu beginnen, leg auch sync.db, sync.db-identity und relay.db woanders hin, wenn sie da sind.',
  'The file hookline.db is damaged, and the disk is too full to repair it: that takes twice its size. Free some space and start Hookline again; nothing was changed.':
    'Die Datei hookline.db ist beschädigt, und die Festplatte ist zu voll, um sie zu reparieren: Das braucht das Doppelte ihrer Größe. Schaff Platz, und starte Hookline noch einmal; nichts wurde geändert.',
  'The file sync.db was written by a newer Hookline. Update Hookline; nothing was changed.': 'Die Datei sync.db hat ein neueres Hookline geschrieben. Aktualisiere Hookline; nichts wurde geändert.',
  'The file relay.db was written by a newer Hookline. Update Hookline; nothing was changed.': 'Die Datei relay.db hat ein neueres Hookline geschrieben. Aktualisiere Hookline; nichts wurde geändert.',
  'The file relay.db in the data folder is not a relay of Hookline. Move it away; nothing was changed.': 'Die Datei relay.db im Datenordner ist kein Relay von Hookline. Leg sie woanders hin; nichts wurde geändert.',

  'The keys of this device are locked: the system’s keyring gave another key than before. Unlock it and start Hookline again; nothing was changed.':
    'Die Schlüssel dieses Geräts sind gesperrt: Der Schlüsselbund des Systems gab einen anderen Schlüssel als vorher. Entsperre ihn, und starte Hookline noch einmal; nichts wurde geändert.',
  'The key of this device cannot be read (locked).': 'Der Schlüssel dieses Geräts kann nicht gelesen werden (gesperrt).',
  'The key of this device cannot be read (newer).': 'Der Schlüssel dieses Geräts kann nicht gelesen werden (neueres Format).',
  'The key of this device cannot be read ({{why}}).': 'Der Schlüssel dieses Geräts kann nicht gelesen werden ({{why}}).',
  'The key of this device is gone from the data folder (device.key or device.key.sealed). Restore it from a backup, or join the workspace anew; nothing was discarded.':
    'Der Schlüssel dieses Geräts fehlt im Datenordner (device.key oder device.key.sealed). Hol ihn aus einer Sicherung zurück, oder tritt dem Workspace neu bei; nichts wurde verworfen.',
  'The key of this device is in the keyring of the system, which only the desktop app can ask. Start Hookline’s window instead; nothing was discarded.':
    'Der Schlüssel dieses Geräts liegt im Schlüsselbund des Systems, den nur die Desktop-App fragen kann. Starte stattdessen das Fenster von Hookline; nichts wurde verworfen.',
  'The keyring of the system is locked, or it is another one than before. Unlock it and try again; nothing was discarded.':
    'Der Schlüsselbund des Systems ist gesperrt, oder es ist ein anderer als vorher. Entsperre ihn, und versuch es noch einmal; nichts wurde verworfen.',
  'Other users of this computer may read {{path}}, which opens the keys of this device. Take that right away (chmod 600) and start again.':
    'Andere Benutzer dieses Computers dürfen {{path}} lesen, und das öffnet die Schlüssel dieses Geräts. Nimm ihnen dieses Recht (chmod 600), und starte noch einmal.',
  '{{path}} is no key of Hookline any more. Restore it from a backup, or join the workspace anew.': '{{path}} ist kein Schlüssel von Hookline mehr. Hol ihn aus einer Sicherung zurück, oder tritt dem Workspace neu bei.',
  'No implementation of {{name}} on this computer gives the published answers, so nothing can be encrypted. Reinstall Hookline.':
    'Keine Implementierung von {{name}} auf diesem Computer gibt die veröffentlichten Antworten, also kann nichts verschlüsselt werden. Installiere Hookline neu.',
  "Of this computer's encryption, {{names}} did not give the published answers. Hookline uses its own for that, which is slower; everything works.":
    'Von der Verschlüsselung dieses Computers gab {{names}} nicht die veröffentlichten Antworten. Hookline nimmt dafür seine eigene, die langsamer ist; alles funktioniert.',

  'Port {{port}} is taken by another program. Choose another port.': 'Port {{port}} ist von einem anderen Programm belegt. Wähle einen anderen.',
  'This computer does not let Hookline listen on port {{port}}. Choose one above 1023.': 'Dieser Computer lässt Hookline nicht an Port {{port}} lauschen. Wähle einen über 1023.',
  'Hookline cannot listen on port {{port}} ({{code}}).': 'Hookline kann nicht an Port {{port}} lauschen ({{code}}).',

  'The file hookline.db is gone from the data folder, though this device hosts a team (sync.db is here). Put it back: the newest hookline-….db of the folder backups, named hookline.db, will do. To begin anew without this team, move sync.db, sync.db-identity and relay.db away. Nothing was changed.':
    'Die Datei hookline.db ist aus dem Datenordner verschwunden, obwohl dieses Gerät ein Team hostet (sync.db ist da). Leg sie zurück: Die neueste hookline-….db aus dem Ordner backups tut es, wenn sie hookline.db heißt. Um ohne dieses Team neu zu beginnen, leg sync.db, sync.db-identity und relay.db woanders hin. Nichts wurde geändert.',
  'The file hookline.db is gone from the data folder, though this device hosts a team (sync.db is here), and there is no copy of it yet. Put it back from a backup of yours. To begin anew without this team, move sync.db, sync.db-identity and relay.db away. Nothing was changed.':
    'Die Datei hookline.db ist aus dem Datenordner verschwunden, obwohl dieses Gerät ein Team hostet (sync.db ist da), und eine Kopie gibt es noch nicht. Leg sie aus deiner eigenen Sicherung zurück. Um ohne dieses Team neu zu beginnen, leg sync.db, sync.db-identity und relay.db woanders hin. Nichts wurde geändert.',
  'The relay of this workspace (relay.db in the data folder) is missing or damaged, and what everybody’s keys rest on is nowhere else. Put relay.db and sync.db from one backup back. What is on the devices stays readable; nothing was changed.':
    'Das Relay dieses Workspace (relay.db im Datenordner) fehlt oder ist beschädigt, und worauf die Schlüssel aller beruhen, gibt es sonst nirgends. Leg relay.db und sync.db aus derselben Sicherung zurück. Was auf den Geräten ist, bleibt lesbar; nichts wurde geändert.',
  'The keys of this device are gone: sync.db in the data folder is missing or damaged, and so is its copy sync.db-identity. Put both from a backup back, or have somebody invite this person again and join by the link. What is here stays readable; nothing was changed.':
    'Die Schlüssel dieses Geräts sind weg: sync.db im Datenordner fehlt oder ist beschädigt, ebenso die Kopie sync.db-identity. Leg beide aus einer Sicherung zurück, oder lass diese Person noch einmal einladen, und tritt mit dem Link bei. Was hier ist, bleibt lesbar; nichts wurde geändert.',
  'The file {{path}} of this device is damaged ({{code}}). It is repaired when Hookline starts next.':
    'Die Datei {{path}} dieses Geräts ist beschädigt ({{code}}). Sie wird repariert, wenn Hookline das nächste Mal startet.',
} as const
