/**
 * Reads small files from the websites of people who may not mean well: the proof that a domain is somebody's own, the
 * policy of MTA-STS.
 *
 * <p>The name comes from a customer, so it may point into the operator's own network. {@link
 * io.sendwell.dnsauth.web.WebReader} resolves it once, refuses addresses that are not public (the special-purpose
 * registries of IANA, RFC 6890), connects to what it checked, stays at that name, and stops after a few seconds and a few
 * octets.
 */
@NullMarked
package io.sendwell.dnsauth.web;

import org.jspecify.annotations.NullMarked;
