package io.sendwell.identity;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who runs the application and its servers, as far as mail shows it. Immutable.
 *
 * <pre>{@code
 * Operator operator = Operator.named("Acme CRM")
 *     .senderField("mail@mail.vendor.example")   // posts on behalf of authors
 *     .rewritingDomain("via.vendor.example")     // stands in From where on behalf of would not arrive
 *     .bounceDomain("b.vendor.example")          // takes bounces
 *     .build();
 * }</pre>
 */
public final class Operator {

    private final String name;
    private final Mailbox senderField;
    private final Optional<DomainName> rewritingDomain;
    private final DomainName bounceDomain;
    private final Optional<Secret> bounceSecret;
    private final List<Secret> formerBounceSecrets;
    private final Optional<EmailAddress> complaintAddress;

    private Operator(String name, Mailbox senderField, Builder builder) {
        this.name = name;
        this.senderField = senderField;
        rewritingDomain = Optional.ofNullable(builder.rewritingDomain);
        bounceDomain = builder.bounceDomain == null ? senderField.address().domain() : builder.bounceDomain;
        bounceSecret = Optional.ofNullable(builder.bounceSecret);
        formerBounceSecrets = List.copyOf(builder.formerBounceSecrets);
        complaintAddress = Optional.ofNullable(builder.complaintAddress);
    }

    /** Starts with the operator's name as recipients know it: {@code Jo Berg via Acme CRM}. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name that recipients know. */
    public String name() {
        return name;
    }

    /** The mailbox that posts for authors. */
    public Mailbox senderField() {
        return senderField;
    }

    /** The domain under which mailboxes are made that stand in From for an author; able to take replies. */
    public Optional<DomainName> rewritingDomain() {
        return rewritingDomain;
    }

    /** The domain that takes bounces; the Sender field's own unless it was set. */
    public DomainName bounceDomain() {
        return bounceDomain;
    }

    /** Where receivers may report complaints to (RFC 9477); empty unless it was set. */
    public Optional<EmailAddress> complaintAddress() {
        return complaintAddress;
    }

    /** Makes bounce addresses unforgeable; without it they carry no proof. */
    Optional<Secret> bounceSecret() {
        return bounceSecret;
    }

    /** Those by which bounce addresses of mail that is still on its way were made. */
    List<Secret> formerBounceSecrets() {
        return formerBounceSecrets;
    }

    /** Describes an operator; one thread at a time. */
    public static final class Builder {

        // Half of a display name; the other half is the author's.
        private static final int MAX_NAME = Mailbox.MAX_DISPLAY_NAME / 2;

        private final String name;
        private @Nullable Mailbox senderField;
        private @Nullable DomainName rewritingDomain;
        private @Nullable DomainName bounceDomain;
        private @Nullable Secret bounceSecret;
        private final List<Secret> formerBounceSecrets = new ArrayList<>();
        private @Nullable EmailAddress complaintAddress;

        private Builder(String name) {
            this.name = name;
        }

        /** The mailbox that posts for authors; its display name is the operator's. */
        public Builder senderField(String address) {
            senderField = Mailbox.of(name, address);
            return this;
        }

        /** The domain under which mailboxes are made that stand in From for an author. */
        public Builder rewritingDomain(String domain) {
            rewritingDomain = DomainName.parse(domain);
            return this;
        }

        /** The domain that takes bounces. */
        public Builder bounceDomain(String domain) {
            bounceDomain = DomainName.parse(domain);
            return this;
        }

        /** The secret that makes bounce addresses unforgeable: 32 octets of chance or more, the same on every node. */
        public Builder bounceSecret(Secret secret) {
            bounceSecret = secret;
            return this;
        }

        /**
         * A secret that {@link #bounceSecret} replaced: what was sent under it may still be reported of. Name it until the last
         * report of that mail has come; complaints take weeks. May be called several times.
         */
        public Builder formerBounceSecret(Secret secret) {
            formerBounceSecrets.add(secret);
            return this;
        }

        /**
         * Asks receivers to report complaints to this address, by CFBL-Address in broadcasts and mail of programs (RFC 9477, an
         * experiment: few do so yet). What arrives there goes into a reader of reports. It needs a {@link #bounceSecret}, by which a
         * report is believed, and a signature of the address's domain beside the author's: {@code alsoSigningAs} of the signer.
         * An ESP's API cannot carry the fields.
         */
        public Builder complaintAddress(String address) {
            complaintAddress = EmailAddress.parse(address);
            return this;
        }

        /**
         * The operator.
         *
         * @throws IllegalArgumentException when there is no mailbox for the Sender field, or the name is blank or too long
         *     to stand behind an author's, or there is a former bounce secret or an address for complaints and no bounce secret
         */
        public Operator build() {
            if (name.isBlank() || name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "An operator's name has 1 to " + MAX_NAME + " characters; this one has " + name.length()
                                + ". It stands in From, as in: Jo Berg via Acme CRM.");
            }
            if (senderField == null) {
                throw new IllegalArgumentException(
                        "An operator has a mailbox that posts for authors: call senderField(\"mail@your.domain\").");
            }
            if (bounceSecret == null && !formerBounceSecrets.isEmpty()) {
                throw new IllegalArgumentException(
                        "A former bounce secret was replaced by another: call bounceSecret(...) with that one.");
            }
            if (bounceSecret == null && complaintAddress != null) {
                throw new IllegalArgumentException(
                        "A report of a complaint is believed for its code, and there is no secret to make one: call bounceSecret(...).");
            }
            return new Operator(name, senderField, this);
        }
    }
}
