package io.sendwell.mime;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs rendered messages, as DKIM does (RFC 6376). It does no I/O but reading the message, and threads share it.
 *
 * <p>The same message gets the same fields as long as the clock and the keys stay the same. {@code
 * MessageSignerContract} in the testkit proves the form of what an implementation makes.
 */
public interface MessageSigner {

    /**
     * The domain that would answer for a message of this author ({@code d=}, RFC 6376 section 2.5).
     *
     * @param authorDomain the domain of From
     * @return empty when there is no key for it, and {@link #sign} would sign nothing
     */
    Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain);

    /**
     * The signature fields to put on top of the message.
     *
     * @param authorDomain the domain of From, which chooses the key
     * @return whole header fields in ASCII, folded to 78 characters (RFC 5322 section 2.1.1), each ended by CRLF; empty
     *     when there is no key
     * @throws IOException when an attachment cannot be read
     */
    byte[] sign(AccountId account, DomainName authorDomain, RenderedMessage message) throws IOException;
}
