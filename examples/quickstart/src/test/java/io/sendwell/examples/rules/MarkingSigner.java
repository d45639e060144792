package io.sendwell.examples.rules;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.RenderedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Has a key for one domain, and marks instead of signing: it is seen on the wire whom a signature would name. */
record MarkingSigner(DomainName key) implements MessageSigner {

    @Override
    public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return authorDomain.isSameOrSubdomainOf(key) ? Optional.of(key) : Optional.empty();
    }

    @Override
    public byte[] sign(AccountId account, DomainName authorDomain, RenderedMessage message) {
        return signingDomain(account, authorDomain)
                .map(domain -> "X-Signed-For: " + domain.ascii() + "\r\n")
                .orElse("")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
