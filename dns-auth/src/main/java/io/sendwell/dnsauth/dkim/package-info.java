/**
 * DKIM (RFC 6376, RFC 8301, RFC 8463): signing what leaves, verifying what came, the keys and their records in the DNS.
 *
 * <p>Strict where it makes something and lenient only where asked to: RSA from 2048 bits with SHA-256, Ed25519 as a second
 * signature, relaxed canonicalization, every field that a reader sees signed once more than it is there, and no body
 * length. Signing asks nobody: keys and what is known of their visibility are there before the message comes.
 */
@NullMarked
package io.sendwell.dnsauth.dkim;

import org.jspecify.annotations.NullMarked;
