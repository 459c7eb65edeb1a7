/** Words of the area "app": the frame of the window, its banners, and pages that stand alone. */
export const app = {
  windowTitle: '{{page}} · Hookline',
  hideSidebar: 'Hide sidebar',
  showSidebar: 'Show sidebar',
  back: 'Back',
  forward: 'Forward',

  // Banners.
  connectionLost: 'Connection lost at {{time}}. You can keep writing; messages are sent when it is back.',
  tryNow: 'Try now',
  portTaken: 'Tools cannot post: another program has port {{port}}; this system does not say which. Webhooks and their addresses stay, and listening goes on by itself once the port is free.',
  portTakenBy: 'Tools cannot post: <b>{{name}}</b> (process {{pid}}) has port {{port}}. Webhooks and their addresses stay, and listening goes on by itself once the port is free.',

  // What happened around the window.
  notice: {
    serverRestarted: 'Hookline’s server stopped and runs again. Nothing was lost.',
    windowReloaded: 'This window broke and was loaded again. What was saved is here.',
  },

  // A message to oneself, after the data file was damaged.
  restored: '{{who}} A copy was put in the place of the data file: all is as it was on {{when}}. What you ended since then works again. Look through the tokens, the addresses and secrets of incoming webhooks, the outgoing webhooks with their addresses and consents, and the people, and end again what should be ended.',
  repaired: {
    intro: '{{who}} The data file was damaged and has been repaired.',
    introKeys: '{{who}} The file with this device’s keys was damaged and has been repaired.',
    introRelay: '{{who}} The relay that this device keeps for its team was damaged and has been repaired.',
    gaps_one: 'One entry of a channel could not be had again: whoever has it keeps it; whoever had not received it yet, or joins later, does not see it.',
    gaps_other: '{{count}} entries of channels could not be had again: whoever has them keeps them; whoever had not received them yet, or joins later, does not see them.',
    nothing: 'Nothing that was written is lost.',
    between: 'What was written between {{from}} and {{to}} could not be read.',
    before: 'Some of what was written before {{to}} could not be read.',
    changes_one: 'That is one change: a message, an edit or the like.',
    changes_other: 'Those are {{count}} changes: messages, edits and the like.',
    own: 'Some of what this device keeps for itself is gone too ({{tables}}).',
    kept: 'The damaged file was not deleted; it is kept in {{kept}} in the data folder.',
  },

  // Pages that stand alone.
  refused: 'This window is not connected',
  refusedText: 'Its key is missing or no longer valid. Run <code>hookline open</code> in a terminal and open the address that it prints. Messages that were not sent yet wait in this tab.',
  broken: 'This page broke',
  brokenText: 'A fault in Hookline stopped it. Your messages are safe. Go back and try again; if it breaks again, please report the text below.',
  showAgain: 'Show it again',
  reload: 'Reload the window',
  noAnswer: 'Hookline does not answer',
  starting: 'Starting…',
  startingText: 'Hookline is opening your workspace.',
  adminsOnly: 'Only admins manage webhooks here',
  adminsOnlyText: 'An admin can let members have webhooks of their own.',
  backToChannels: 'Back to the channels',
  noChannel: 'No channel yet',
  noChannelText: 'Make the first one with the + beside the workspace’s name.',
  noSuchChannel: 'There is no channel “<bdi>{{name}}</bdi>”',
  noSuchChannelText: 'It may be private, archived or renamed.',
  firstChannel: 'Go to the first channel',
  addWebhook: 'Add a webhook',
} as const
