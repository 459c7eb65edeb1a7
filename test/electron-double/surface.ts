/** Keeps the double a subset of Electron: what is not in `electron.d.ts` does not compile, what the double lacks throws when it is touched. */
import type { EventEmitter } from 'node:events'

/** The members of a double that Electron does not have, or has with another type. */
export type Misfits<Double, Real> = {
  [K in Exclude<keyof Double, keyof EventEmitter>]: K extends keyof Real ? (Double[K] extends Real[K] ? never : K) : K
}[Exclude<keyof Double, keyof EventEmitter>]

/** Compiles for `never` alone: `export type TrayFits = None<Misfits<Tray, Electron.Tray>>`. */
export type None<Wrong extends never> = Wrong

/** Members that JavaScript itself asks every object for. */
const asked = new Set(['then', 'toJSON', 'constructor', 'domain', 'prototype', 'name', 'length'])

/** Puts a wall behind an object: members that neither it nor its prototypes have throw `double: NAME.member is not there`. */
export function guard<T extends object>(name: string, target: T): T {
  const behind = (Object.getPrototypeOf(target) ?? Object.prototype) as object
  const wall = new Proxy(behind, {
    get: (known, key, receiver) => {
      if (typeof key === 'symbol' || key in known || asked.has(key)) return Reflect.get(known, key, receiver) as unknown
      throw new Error(`double: ${name}.${key} is not there`)
    },
  })
  Object.setPrototypeOf(target, wall)
  return target
}

/** The same for a class: its static members and those of its instances. */
export function guardClass<T extends { readonly prototype: object }>(name: string, constructor: T): T {
  guard(`${name}.prototype`, constructor.prototype)
  return guard(name, constructor)
}

/** A double where Electron's types ask for the whole thing. */
export const asReal = <Real>(double: object): Real => double as Real
