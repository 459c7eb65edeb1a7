/** What the team of the pictures sends each other: faces, a chart, a board, a plant. Drawn here, so that nothing of anybody's is in them. */

export interface DrawnPicture {
  readonly fileName: string
  readonly width: number
  readonly height: number
  readonly svg: string
}

export type Drawing = 'priya' | 'sam' | 'mara' | 'aiko' | 'chart' | 'logo' | 'board' | 'photo'

interface Face {
  readonly ground: string
  readonly skin: string
  readonly hair: string
  readonly shirt: string
  /** Behind the head, and over it. */
  readonly back: string
  readonly front: string
}

const face = ({ ground, skin, hair, shirt, back, front }: Face): string =>
  `<svg width="256" height="256" viewBox="0 0 128 128"><rect width="128" height="128" fill="${ground}"/>` +
  `<path d="${back}" fill="${hair}"/><path d="M18 128c2-26 20-36 46-36s44 10 46 36z" fill="${shirt}"/><path d="M52 78h24v18c0 8-24 8-24 0z" fill="${skin}"/><path d="M52 86c8 7 16 7 24 0v4c-8 6-16 6-24 0z" opacity=".18"/>` +
  `<ellipse cx="64" cy="58" rx="25" ry="30" fill="${skin}"/><path d="${front}" fill="${hair}"/>` +
  '<circle cx="54" cy="58" r="2.6"/><circle cx="74" cy="58" r="2.6"/><path d="M55 71c5 5 13 5 18 0" fill="none" stroke="#000" stroke-width="2.4" stroke-linecap="round" opacity=".7"/></svg>'

const portrait = (fileName: string, parts: Face): DrawnPicture => ({ fileName, width: 256, height: 256, svg: face(parts) })

const bars = [38, 44, 41, 52, 60, 57, 66, 72, 70, 81, 78, 90].map((height, index) => `<rect x="${44 + index * 30}" y="${330 - height * 1.6}" width="18" height="${height * 1.6}" rx="3" fill="#2a78a8"/>`).join('')
const lamps = ['api-gateway', 'checkout', 'search', 'mail', 'storage'].map((name, index) => `<circle cx="470" cy="${128 + index * 44}" r="8" fill="${index === 0 ? '#d9822b' : '#2f9e63'}"/><text x="490" y="${134 + index * 44}">${name}</text>`).join('')

export const drawings: Readonly<Record<Drawing, DrawnPicture>> = {
  priya: portrait('priya.png', { ground: '#f3c9b5', skin: '#b9784f', hair: '#2a1a17', shirt: '#7b2d4f', back: 'M34 62c-4-40 64-40 60 0l6 44H28z', front: 'M38 54c2-32 50-34 52 0-8-6-14-12-18-18-8 10-22 16-34 18z' }),
  sam: portrait('sam.png', { ground: '#cfe3d4', skin: '#6b4430', hair: '#1c1412', shirt: '#2f5f8a', back: 'M40 44c0-24 48-24 48 0z', front: 'M38 50c0-32 52-32 52 0-4-9-10-13-26-13s-22 4-26 13z' }),
  mara: portrait('mara.png', { ground: '#cddcef', skin: '#f0c4a4', hair: '#c98a3b', shirt: '#3d6b5c', back: 'M36 60c-2-38 58-38 56 0l2 28H34z', front: 'M38 56c0-34 52-36 52-2-10-2-24-8-30-18-4 10-14 16-22 20z' }),
  aiko: portrait('aiko.png', { ground: '#e7d8ee', skin: '#eebf98', hair: '#1f1d2b', shirt: '#c75b4a', back: 'M37 58c-4-36 58-36 54 0l-2 24H39z', front: 'M38 55c-2-36 54-36 52 0-3-8-6-14-8-16-12 4-26 4-36 1-3 4-6 9-8 15z' }),
  chart: {
    fileName: '5xx.png',
    width: 448,
    height: 154,
    svg: '<svg width="448" height="154"><rect width="448" height="154" fill="#f5f7f9"/><path d="M0 138 60 136 120 138 180 132 210 128 240 80 262 36 284 28 308 50 328 32 350 90 380 124 410 132 448 134V154H0Z" fill="#fdebed"/><path d="M0 138 60 136 120 138 180 132 210 128 240 80 262 36 284 28 308 50 328 32 350 90 380 124 410 132 448 134" fill="none" stroke="#c42b46" stroke-width="3"/><path d="M0 96H448" stroke="#7d8a96" stroke-width="2" stroke-dasharray="6 6"/></svg>',
  },
  logo: {
    fileName: 'gauge.png',
    width: 96,
    height: 96,
    svg: '<svg width="96" height="96"><rect width="96" height="96" fill="#d8552b"/><path d="M22 64a28 28 0 1 1 52 0" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"/><path d="M48 62 62 38" stroke="#fff" stroke-width="6" stroke-linecap="round"/><circle cx="48" cy="62" r="7" fill="#fff"/></svg>',
  },
  board: {
    fileName: 'release-board.png',
    width: 720,
    height: 380,
    svg: `<svg width="720" height="380" font-family="sans-serif" font-size="17" fill="#243444"><rect width="720" height="380" fill="#eef3f6"/><rect x="24" y="24" width="392" height="332" rx="10" fill="#fff"/><rect x="436" y="24" width="260" height="332" rx="10" fill="#fff"/><text x="44" y="64" font-size="20" font-weight="700">Requests, thousands per minute</text><path d="M44 330H396" stroke="#c5d0d9" stroke-width="2"/>${bars}<text x="456" y="64" font-size="20" font-weight="700">Services</text>${lamps}<text x="456" y="342" fill="#5c6b78">4.18.1 · 17 regions</text></svg>`,
  },
  photo: {
    fileName: 'gerald.png',
    width: 480,
    height: 360,
    svg: '<svg width="480" height="360"><rect width="480" height="360" fill="#e9e1d4"/><rect y="262" width="480" height="98" fill="#c9a77d"/><rect x="36" y="30" width="150" height="180" rx="6" fill="#bcd8e6"/><path d="M111 30v180M36 120h150" stroke="#f7f3ec" stroke-width="8"/><path d="M240 236C200 150 160 140 132 152c26 18 60 40 104 92zM246 236c-6-110 18-160 44-176 14 44 4 110-36 178zM252 238c36-80 84-104 122-98-20 40-62 76-118 104zM240 242c-40-30-86-32-112-12 34 16 74 22 112 20zM258 242c40-26 84-24 108-2-34 14-72 18-108 12z" fill="#4e8d56"/><path d="M246 236c-4-100 16-150 44-176M250 238c36-76 80-98 124-98" stroke="#356b3f" stroke-width="3" fill="none"/><path d="M196 240h108l-14 92c-2 8-78 8-80 0z" fill="#c0653f"/><rect x="188" y="232" width="124" height="24" rx="6" fill="#d2784f"/></svg>',
  },
}
