/**
 * Who writes and who is written to: {@link io.sendwell.address.EmailAddress}, {@link io.sendwell.address.Mailbox} and
 * {@link io.sendwell.address.DomainName}.
 *
 * <p>Addresses follow RFC 5321 section 4.1.2 as extended by RFC 6531, domains IDNA 2008 (RFC 5890 to 5893). Everything that
 * comes from outside passes through one strict parser, here, before any other part of the library sees it: two parsers
 * that disagree about one address are how mail ends up with the wrong person.
 */
@NullMarked
package io.sendwell.address;

import org.jspecify.annotations.NullMarked;
