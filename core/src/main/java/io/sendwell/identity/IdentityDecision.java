package io.sendwell.identity;

import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.message.MessageClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides under whose name a mail leaves: the whole table of outcomes as one pure function of facts. Threads share it.
 *
 * <p>The order is: as the author where a signature vouches for it, as the author where SPF does, on behalf of the author
 * where no policy forbids it, else from a mailbox of the operator; and not at all where that is missing. Outcomes only
 * ever move down this list, and never sideways.
 */
public final class IdentityDecision {

    private final Operator operator;
    private final RewrittenMailbox rewritten;

    /** Decides for this operator. */
    public IdentityDecision(Operator operator) {
        this.operator = operator;
        this.rewritten = new RewrittenMailbox(operator);
    }

    /** The identity for these facts; {@link IdentityOutcome#REFUSE} when there is none under which it would arrive. */
    public SenderIdentity decide(IdentityFacts facts) {
        return new Case(facts).decide();
    }

    /** One decision under way: the facts, and what it has found out about them. */
    private final class Case {

        private final IdentityFacts facts;
        private final AuthorDomainFacts domain;
        private final DomainName authorDomain;
        private final boolean verified;
        private final List<String> reasons = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private Optional<String> alarm = Optional.empty();

        Case(IdentityFacts facts) {
            this.facts = facts;
            this.domain = facts.domain();
            this.authorDomain = facts.author().address().domain();
            // Nobody but the provider can prove a provider's domain, whatever a store says.
            this.verified = domain.verification() == Verification.VERIFIED && !facts.providerOwned();
        }

        SenderIdentity decide() {
            if (domain.verification() == Verification.OF_ANOTHER_ACCOUNT) {
                return refuse(authorDomain + " was verified by another account, so this one may not use it.");
            }
            return facts.route().ownServer().map(this::byOwnServer).orElseGet(this::byOperator);
        }

        private SenderIdentity byOperator() {
            boolean signed = isAligned(facts.route().signingDomain());
            if (verified && signed) {
                reasons.add("The account verified " + authorDomain + ", and the route signs for it.");
                return asAuthor(IdentityOutcome.ALIGNED);
            }
            if (signed) {
                alarm = Optional.of(
                        "The route would sign for " + authorDomain + ", which account " + facts.account()
                                + " has not verified. A key at the ESP is no proof of ownership: remove it, or verify the domain.");
                reasons.add("The account has not verified " + authorDomain + ".");
                return rewrite();
            }
            if (verified && spfVouches()) {
                return bySpfAlone();
            }
            return onBehalfOfOrRewrite();
        }

        private SenderIdentity bySpfAlone() {
            switch (domain.policy()) {
                case REJECT, UNKNOWN -> {
                    reasons.add(policyWords() + ", and SPF alone would break it on forwarding.");
                    return rewrite();
                }
                default -> {
                    if (facts.receivers() == ReceiverDemand.ALIGNED_DKIM) {
                        reasons.add(
                                "A receiver among the recipients insists on a DKIM signature of " + authorDomain + ".");
                        return rewrite();
                    }
                    if (domain.policy() == DmarcPolicy.QUARANTINE) {
                        warnings.add(policyWords()
                                + ": a forwarded copy will be treated as suspicious. Publish the DKIM key.");
                    }
                    reasons.add("No signature of " + authorDomain
                            + " is to be had here; SPF passes for its bounce domain.");
                    return asAuthor(IdentityOutcome.SPF_ONLY);
                }
            }
        }

        private SenderIdentity onBehalfOfOrRewrite() {
            if (verified) {
                reasons.add("The account verified " + authorDomain
                        + ", but this route has no signature of it: name the domain, or its key, to the transport.");
            }
            Optional<String> obstacle = obstacleToOnBehalfOf();
            if (obstacle.isPresent()) {
                reasons.add(obstacle.get());
                return rewrite();
            }
            reasons.add(
                    verified
                            ? "On behalf of is possible, since " + policyWords() + "."
                            : "The account has not verified " + authorDomain + ", and " + policyWords() + ".");
            return asAuthor(IdentityOutcome.ON_BEHALF_OF);
        }

        private Optional<String> obstacleToOnBehalfOf() {
            if (!domain.policy().asksForNothing()) {
                return Optional.of(policyWords() + ", and a Sender field does not make DMARC pass.");
            }
            if (facts.providerOwned()) {
                return Optional.of(authorDomain
                        + " is a mailbox provider's domain, and the provider refuses others' mail from it.");
            }
            if (facts.setting() == OnBehalfOf.NEVER) {
                return Optional.of("The account does not send on behalf of its authors.");
            }
            if (!facts.route().senderFieldPossible()) {
                return Optional.of("The route takes no Sender field; an ESP may have to permit it for the key first.");
            }
            if (!facts.mailboxConfirmed()) {
                return Optional.of("The owner of the author's mailbox has not confirmed it.");
            }
            boolean forced = facts.setting() == OnBehalfOf.FORCE;
            if (facts.messageClass() != MessageClass.INDIVIDUAL) {
                if (!forced) {
                    return Optional.of("Only individual mail leaves on behalf of its author.");
                }
                warnings.add(
                        "On behalf of is forced for mail that is not individual: receivers of bulk mail ask for alignment.");
            }
            if (facts.receivers() != ReceiverDemand.NOTHING) {
                if (!forced) {
                    return Optional.of("A receiver among the recipients insists on alignment with From.");
                }
                warnings.add("On behalf of is forced although a receiver among the recipients insists on alignment.");
            }
            return Optional.empty();
        }

        private SenderIdentity byOwnServer(OwnServerFacts server) {
            if (facts.providerOwned() && !server.belongsToProvider()) {
                return refuse(authorDomain
                        + " is a mailbox provider's domain; only that provider's server may send from it.");
            }
            boolean signed = isAligned(facts.route().signingDomain());
            if (!verified && !server.mayUseDomain()) {
                return refuse("The account has not verified " + authorDomain
                        + ", and its own server is not known to allow it.");
            }
            if (signed) {
                reasons.add("The account's own server sends, with a signature of " + authorDomain + ".");
                return asAuthor(IdentityOutcome.OWN_SERVER);
            }
            if (domain.policy() == DmarcPolicy.REJECT && !server.spfPasses()) {
                return refuse(policyWords() + ", nobody signs here, and SPF does not cover the server."
                        + " Let the server sign, or add it to the SPF record.");
            }
            if (!verified && domain.policy() == DmarcPolicy.UNKNOWN) {
                return refuse(policyWords() + ", nobody signs here, and the account has not verified the domain.");
            }
            if (!verified || domain.policy() == DmarcPolicy.QUARANTINE || domain.policy() == DmarcPolicy.UNKNOWN) {
                warnings.add("Nobody signs for " + authorDomain + " here, and " + policyWords()
                        + ". Ask whoever runs the server to sign.");
            }
            reasons.add("The account's own server sends.");
            return asAuthor(IdentityOutcome.OWN_SERVER);
        }

        private SenderIdentity asAuthor(IdentityOutcome outcome) {
            // RFC 5322 section 3.6.2: nobody posts for themselves.
            Optional<Mailbox> senderField = outcome == IdentityOutcome.ON_BEHALF_OF
                    ? Optional.of(operator.senderField()).filter(this::isNotTheAuthor)
                    : Optional.empty();
            Optional<DomainName> bounceDomain = switch (outcome) {
                case OWN_SERVER -> Optional.empty();
                case ON_BEHALF_OF -> Optional.of(operator.bounceDomain());
                default -> Optional.of(domain.bounceDomain().orElse(operator.bounceDomain()));
            };
            return identity(
                    outcome, facts.author(), senderField, facts.replyTo().filter(this::isNotTheAuthor), bounceDomain);
        }

        private SenderIdentity rewrite() {
            Optional<Mailbox> from = rewritten.of(facts.account(), facts.author());
            if (from.isEmpty()) {
                reasons.add(
                        "The operator has no rewriting domain, under which it could be sent instead: call rewritingDomain(...) of Operator.");
                return identity(
                        IdentityOutcome.REFUSE, facts.author(), Optional.empty(), facts.replyTo(), Optional.empty());
            }
            return identity(
                    IdentityOutcome.REWRITE,
                    from.get(),
                    Optional.empty(),
                    Optional.of(facts.replyTo().orElse(facts.author())),
                    Optional.of(operator.bounceDomain()));
        }

        private SenderIdentity refuse(String reason) {
            reasons.add(reason);
            return identity(
                    IdentityOutcome.REFUSE, facts.author(), Optional.empty(), facts.replyTo(), Optional.empty());
        }

        private SenderIdentity identity(
                IdentityOutcome outcome,
                Mailbox from,
                Optional<Mailbox> senderField,
                Optional<Mailbox> replyTo,
                Optional<DomainName> bounceDomain) {
            return new SenderIdentity(
                    outcome,
                    from,
                    senderField,
                    replyTo,
                    bounceDomain,
                    messageIdDomain(outcome),
                    reasons,
                    warnings,
                    alarm);
        }

        private DomainName messageIdDomain(IdentityOutcome outcome) {
            return switch (outcome) {
                case ALIGNED, OWN_SERVER, REFUSE -> authorDomain;
                case SPF_ONLY, ON_BEHALF_OF -> operator.senderField().address().domain();
                case REWRITE -> operator.rewritingDomain().orElseThrow();
            };
        }

        private boolean spfVouches() {
            return facts.route().reversePathPossible() && isAligned(domain.bounceDomain());
        }

        // Older receivers find the organizational domain by the public suffix list and newer ones by a tree walk
        // (RFC 9989 section 4.10.2); where it is not known under both, only an equal domain is safe.
        private boolean isAligned(Optional<DomainName> other) {
            if (other.isEmpty()) {
                return false;
            }
            if (other.get().equals(authorDomain)) {
                return true;
            }
            return !domain.strictAlignment()
                    && domain.organizationalDomain()
                            .filter(organizational -> other.get().isSameOrSubdomainOf(organizational)
                                    && authorDomain.isSameOrSubdomainOf(organizational))
                            .isPresent();
        }

        private boolean isNotTheAuthor(Mailbox mailbox) {
            return !mailbox.address()
                    .normalForm()
                    .equals(facts.author().address().normalForm());
        }

        private String policyWords() {
            return switch (domain.policy()) {
                case ABSENT -> authorDomain + " publishes no DMARC policy";
                case NONE -> authorDomain + " publishes p=none";
                case QUARANTINE -> authorDomain + " publishes p=quarantine";
                case REJECT -> authorDomain + " publishes p=reject";
                case UNKNOWN -> "the DMARC policy of " + authorDomain + " is not known and so counts as reject";
            };
        }
    }
}
