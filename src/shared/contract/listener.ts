/** The state of the listener that tools post to. */
import { z } from 'zod'
import { noticeSchema } from './notice.ts'

/** The program that has the port which we want; null for what this system does not tell. */
const portHolderSchema = z.object({ name: z.string().nullable(), pid: z.int().nullable() })
export type PortHolder = z.output<typeof portHolderSchema>
const lanCertificateSchema = z.object({
  kind: z.enum(['own', 'given']),
  /** SHA-256 of the certificate, as openssl and browsers write it: `AB:CD:…`. */
  fingerprint: z.string(),
  /** SHA-256 of its public key in base64, for `curl --pinnedpubkey sha256//…`; stays when our own is renewed. */
  pin: z.string(),
  /** ms since epoch. */
  expiresAt: z.int(),
})
export type LanCertificateView = z.output<typeof lanCertificateSchema>

/** What other computers of the network reach. */
export const lanStatusSchema = z.object({
  state: z.enum(['off', 'listening', 'failed']),
  /** The port asked for; the one in use when listening. */
  port: z.int(),
  /** Of this computer in its networks, the likeliest first; when listening, those that answer. */
  addresses: z.array(z.string()),
  /** Names that requests may call it by, besides the addresses. */
  names: z.array(z.string()),
  /** For instance `https://192.168.1.5:4667`; none unless listening. With a certificate of somebody's own those that it is for, names first. */
  urls: z.array(z.string()),
  certificate: lanCertificateSchema.nullable(),
  /** One sentence when something is wrong; it may be listening all the same. */
  problem: z.string().nullable(),
  /** The same as `problem`, for windows in other languages. */
  notice: noticeSchema.nullable(),
})
export type LanStatus = z.output<typeof lanStatusSchema>

export const listenerStatusSchema = z.object({
  state: z.enum(['starting', 'listening', 'failed', 'stopped']),
  /** The port asked for; the one in use when listening (asking for 0 means any free port). */
  port: z.int(),
  url: z.string(),
  /** Loopback addresses that answer, for instance `127.0.0.1` and `::1`. */
  hosts: z.array(z.string()),
  /** One sentence when it failed, for instance that another program holds the port. */
  problem: z.string().nullable(),
  /** The same as `problem`, for windows in other languages. */
  notice: noticeSchema.nullable(),
  /** Set while another program has the port: it is tried again by itself until it is free. */
  takenBy: portHolderSchema.nullable(),
  lan: lanStatusSchema,
  /** Where others reach it through a proxy or tunnel; null when they do not. */
  publicUrl: z.string().nullable(),
})
export type ListenerStatus = z.output<typeof listenerStatusSchema>
