/** Words of the area "addresses": when an address of a webhook ends, who uses it, and what to do when one leaks. */
export const addresses = {
  endingNotice: '{{who}} The address ••••{{lastFour}} of “{{name}}” ends on {{when}}. Tools that use it can post no more then. Extend it on the webhook’s page: its URL stays the same.',
  end: {
    title: 'When does {{dialect}} ••••{{lastFour}} end?',
    text: 'Its owner is told three days before. Extending it later keeps its URL.',
    label: 'Ends',
    never: 'Never',
    days_one: 'In {{count, number}} day',
    days_other: 'In {{count, number}} days',
    onDay: 'On a day',
    day: 'Last day',
    missing: 'Choose a day in the future.',
    save: 'Save',
    saved: 'Saved when {{dialect}} ••••{{lastFour}} ends.',
    change: 'Change its end…',
  },
  users: {
    open: 'Who uses it…',
    title: 'Who uses {{dialect}} ••••{{lastFour}}',
    text: 'Of the requests that are still on record.',
    none: 'Nobody, as far as requests are on record.',
    program: 'Program',
    unnamed: 'says no name',
    from: 'From',
    requests: 'Requests',
  },
  leak: {
    text: 'This text has the address of <name>{{name}}</name>. Whoever reads it can post there.',
    mask: 'Hide its secret',
    rotate: 'Rotate it…',
    sendAnyway: 'Send anyway',
  },
} as const
