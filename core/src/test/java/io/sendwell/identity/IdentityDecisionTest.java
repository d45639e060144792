package io.sendwell.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.message.MessageClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityDecisionTest {

    private static final Operator OPERATOR = Operator.named("Acme CRM")
            .senderField("mail@mail.vendor.example")
            .rewritingDomain("via.vendor.example")
            .bounceDomain("b.vendor.example")
            .build();
    private static final DomainName CUSTOMER = DomainName.parse("customer.example");
    private static final Mailbox JO = Mailbox.of("Jo Berg", "jo@customer.example");

    /**
     * The whole table: route, verified, signed, envelope possible; then the outcome under policy absent, none, quarantine,
     * reject, unknown. An outcome with a plus carries a warning, one with an exclamation mark an alarm.
     */
    @ParameterizedTest(name = "{0} verified={1} signed={2} envelope={3}")
    @CsvSource({
        "ESP, yes, yes, yes, I1, I1, I1, I1, I1",
        "ESP, yes, yes, no,  I1, I1, I1, I1, I1",
        "ESP, yes, no,  yes, I2, I2, I2+, I4, I4",
        "ESP, yes, no,  no,  I3, I3, I4, I4, I4",
        "ESP, no,  yes, yes, I4!, I4!, I4!, I4!, I4!",
        "ESP, no,  yes, no,  I4!, I4!, I4!, I4!, I4!",
        "ESP, no,  no,  yes, I3, I3, I4, I4, I4",
        "ESP, no,  no,  no,  I3, I3, I4, I4, I4",
        "OWN, yes, yes, no,  I5, I5, I5, I5, I5",
        "OWN, yes, no,  no,  I5, I5, I5+, I6, I5+",
        "OWN, no,  yes, no,  I5, I5, I5, I5, I5",
        "OWN, no,  no,  no,  I5+, I5+, I5+, I6, I6",
    })
    void the_outcome_follows_the_table(
            String route,
            String verified,
            String signed,
            String envelope,
            String absent,
            String none,
            String quarantine,
            String reject,
            String unknown) {
        String[] wanted = {absent, none, quarantine, reject, unknown};
        for (DmarcPolicy policy : DmarcPolicy.values()) {
            AuthorDomainFacts domain = AuthorDomainFacts.unverified(policy).withOrganizationalDomain(CUSTOMER);
            if (verified.equals("yes")) {
                domain = domain.withVerification(AuthorDomainFacts.Verification.VERIFIED);
            }
            if (envelope.equals("yes")) {
                domain = domain.withBounceDomain(DomainName.parse("bounce.customer.example"));
            }
            SenderIdentity identity = new Case()
                    .domain(domain)
                    .signing(signed.equals("yes") ? CUSTOMER : null)
                    .reversePathPossible(envelope.equals("yes"))
                    .ownServer(route.equals("OWN") ? new OwnServerFacts(true, false, false) : null)
                    .decide();
            assertThat(shorthand(identity))
                    .as("policy %s", policy)
                    .isEqualTo(wanted[List.of(DmarcPolicy.values()).indexOf(policy)]);
        }
    }

    @ParameterizedTest(name = "{0}: verified={1} policy={2} spf={3} allowed={4} gives {5}")
    @CsvSource({
        "reject needs SPF when nobody signs,      yes, REJECT, yes, yes, I5",
        "reject needs SPF when nobody signs,      yes, REJECT, no,  yes, I6",
        "unverified and reject needs both,        no,  REJECT, yes, yes, I5+",
        "a domain not allowed on the server,      no,  NONE,   yes, no,  I6",
        "a verified one needs no allowance,       yes, NONE,   no,  no,  I5",
    })
    void an_own_server_without_a_signature_rests_on_spf(
            String why, String verified, DmarcPolicy policy, String spf, String allowed, String wanted) {
        AuthorDomainFacts domain =
                verified.equals("yes") ? AuthorDomainFacts.verified(policy) : AuthorDomainFacts.unverified(policy);
        SenderIdentity identity = new Case()
                .domain(domain)
                .ownServer(new OwnServerFacts(allowed.equals("yes"), spf.equals("yes"), false))
                .decide();
        assertThat(shorthand(identity)).as(why).isEqualTo(wanted);
    }

    static Stream<Case> cases_that_forbid_on_behalf_of() {
        return Stream.of(
                new Case().named("a broadcast").messageClass(MessageClass.MASS),
                new Case().named("a system mail").messageClass(MessageClass.SYSTEM),
                new Case().named("an unconfirmed mailbox").confirmed(false),
                new Case().named("a provider's domain").providerOwned(),
                new Case().named("a receiver that wants alignment").receivers(ReceiverDemand.ALIGNMENT),
                new Case().named("a receiver that wants aligned DKIM").receivers(ReceiverDemand.ALIGNED_DKIM),
                new Case().named("an account that never does").setting(OnBehalfOf.NEVER),
                new Case().named("a route without Sender field").senderFieldPossible(false));
    }

    @ParameterizedTest
    @MethodSource("cases_that_forbid_on_behalf_of")
    void what_forbids_on_behalf_of_leads_to_a_mailbox_of_the_operator(Case facts) {
        assertThat(new Case().decide().outcome()).isEqualTo(IdentityOutcome.ON_BEHALF_OF);
        assertThat(facts.decide().outcome()).isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void force_admits_broadcasts_and_demanding_receivers_with_a_warning_each() {
        SenderIdentity identity = new Case()
                .setting(OnBehalfOf.FORCE)
                .messageClass(MessageClass.MASS)
                .receivers(ReceiverDemand.ALIGNMENT)
                .decide();
        assertThat(identity.outcome()).isEqualTo(IdentityOutcome.ON_BEHALF_OF);
        assertThat(identity.warnings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"QUARANTINE", "REJECT", "UNKNOWN"})
    void force_never_applies_under_a_policy_that_asks_for_something(DmarcPolicy policy) {
        SenderIdentity identity = new Case()
                .setting(OnBehalfOf.FORCE)
                .domain(AuthorDomainFacts.unverified(policy))
                .decide();
        assertThat(identity.outcome()).isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void on_behalf_of_keeps_the_author_in_from_and_posts_as_the_operator() {
        SenderIdentity identity = new Case().decide();
        assertThat(identity.from()).isEqualTo(JO);
        assertThat(identity.senderField()).contains(OPERATOR.senderField());
        assertThat(identity.replyTo()).isEmpty();
        assertThat(identity.bounceDomain()).contains(DomainName.parse("b.vendor.example"));
    }

    @Test
    void a_rewritten_mailbox_names_the_author_and_sends_replies_there() {
        SenderIdentity identity = new Case().setting(OnBehalfOf.NEVER).decide();
        assertThat(identity.from().displayName()).isEqualTo("Jo Berg via Acme CRM");
        assertThat(identity.from().address().toString()).matches("jo\\.[0-9a-f]{8}@cust1\\.via\\.vendor\\.example");
        assertThat(identity.senderField()).isEmpty();
        assertThat(identity.replyTo()).contains(JO);
        assertThat(new Case().setting(OnBehalfOf.NEVER).decide().from()).isEqualTo(identity.from());
    }

    @Test
    void replies_to_a_rewritten_mail_go_where_the_author_wants_them() {
        Mailbox desk = Mailbox.of("desk@customer.example");
        assertThat(new Case().setting(OnBehalfOf.NEVER).replyTo(desk).decide().replyTo())
                .contains(desk);
    }

    @Test
    void two_authors_with_one_name_get_two_mailboxes() {
        SenderIdentity one = new Case().setting(OnBehalfOf.NEVER).decide();
        SenderIdentity other = new Case()
                .setting(OnBehalfOf.NEVER)
                .author(Mailbox.of("Jo Berg", "jo@other.example"))
                .decide();
        assertThat(one.from().address()).isNotEqualTo(other.from().address());
    }

    @Test
    void without_a_rewriting_domain_there_is_no_way() {
        Operator plain = Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .build();
        SenderIdentity identity = new IdentityDecision(plain)
                .decide(new Case().setting(OnBehalfOf.NEVER).facts());
        assertThat(identity.outcome()).isEqualTo(IdentityOutcome.REFUSE);
        assertThat(identity.explain()).contains("rewriting domain");
    }

    @Test
    void a_domain_of_another_account_is_refused_on_every_route() {
        AuthorDomainFacts stolen = AuthorDomainFacts.verified(DmarcPolicy.NONE)
                .withVerification(AuthorDomainFacts.Verification.OF_ANOTHER_ACCOUNT);
        assertThat(new Case().domain(stolen).signing(CUSTOMER).decide().outcome())
                .isEqualTo(IdentityOutcome.REFUSE);
        assertThat(new Case()
                        .domain(stolen)
                        .ownServer(new OwnServerFacts(true, true, false))
                        .decide()
                        .outcome())
                .isEqualTo(IdentityOutcome.REFUSE);
    }

    @Test
    void a_provider_domain_counts_as_unverified_whatever_the_store_says() {
        SenderIdentity identity = new Case()
                .domain(AuthorDomainFacts.verified(DmarcPolicy.NONE))
                .signing(CUSTOMER)
                .providerOwned()
                .decide();
        assertThat(identity.outcome()).isEqualTo(IdentityOutcome.REWRITE);
        assertThat(identity.alarm()).isPresent();
    }

    @Test
    void a_provider_domain_leaves_by_that_providers_server_only() {
        assertThat(new Case()
                        .providerOwned()
                        .ownServer(new OwnServerFacts(true, true, false))
                        .decide()
                        .outcome())
                .isEqualTo(IdentityOutcome.REFUSE);
        assertThat(new Case()
                        .providerOwned()
                        .ownServer(new OwnServerFacts(true, true, true))
                        .decide()
                        .outcome())
                .isEqualTo(IdentityOutcome.OWN_SERVER);
    }

    @Test
    void a_receiver_that_wants_aligned_dkim_is_not_satisfied_by_spf() {
        Case spfOnly = new Case()
                .domain(AuthorDomainFacts.verified(DmarcPolicy.NONE)
                        .withOrganizationalDomain(CUSTOMER)
                        .withBounceDomain(DomainName.parse("bounce.customer.example")))
                .reversePathPossible(true);
        assertThat(spfOnly.decide().outcome()).isEqualTo(IdentityOutcome.SPF_ONLY);
        assertThat(spfOnly.receivers(ReceiverDemand.ALIGNMENT).decide().outcome())
                .isEqualTo(IdentityOutcome.SPF_ONLY);
        assertThat(spfOnly.receivers(ReceiverDemand.ALIGNED_DKIM).decide().outcome())
                .isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void strict_alignment_wants_the_very_domain() {
        AuthorDomainFacts facts = AuthorDomainFacts.verified(DmarcPolicy.REJECT).withOrganizationalDomain(CUSTOMER);
        Mailbox author = Mailbox.of("Jo Berg", "jo@news.customer.example");
        Case related = new Case().author(author).domain(facts).signing(CUSTOMER);
        assertThat(related.decide().outcome()).isEqualTo(IdentityOutcome.ALIGNED);
        assertThat(related.domain(facts.withStrictAlignment()).decide().outcome())
                .isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void related_domains_are_aligned_only_when_the_organizational_domain_is_known() {
        Case related = new Case()
                .author(Mailbox.of("Jo Berg", "jo@news.customer.example"))
                .domain(AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                .signing(CUSTOMER);
        assertThat(related.decide().outcome()).isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void nothing_known_counts_as_reject() {
        assertThat(new Case().domain(AuthorDomainFacts.unknown()).decide().outcome())
                .isEqualTo(IdentityOutcome.REWRITE);
    }

    @Test
    void the_author_as_reply_to_is_left_out_when_the_author_stands_in_from() {
        assertThat(new Case().replyTo(JO).decide().replyTo()).isEmpty();
    }

    private static String shorthand(SenderIdentity identity) {
        return "I" + (List.of(IdentityOutcome.values()).indexOf(identity.outcome()) + 1)
                + (identity.warnings().isEmpty() ? "" : "+")
                + (identity.alarm().isPresent() ? "!" : "");
    }

    /** Facts under which a mail leaves on behalf of its author, with one or two things changed. */
    private static final class Case {

        private String name = "on behalf of";
        private Mailbox author = JO;
        private Optional<Mailbox> replyTo = Optional.empty();
        private MessageClass messageClass = MessageClass.INDIVIDUAL;
        private OnBehalfOf setting = OnBehalfOf.AUTO;
        private AuthorDomainFacts domain = AuthorDomainFacts.unverified(DmarcPolicy.NONE);
        private boolean confirmed = true;
        private boolean providerOwned;
        private ReceiverDemand receivers = ReceiverDemand.NOTHING;
        private boolean senderFieldPossible = true;
        private boolean reversePathPossible;
        private Optional<DomainName> signing = Optional.empty();
        private Optional<OwnServerFacts> ownServer = Optional.empty();

        IdentityFacts facts() {
            return new IdentityFacts(
                    AccountId.of("cust1"),
                    author,
                    replyTo,
                    messageClass,
                    setting,
                    domain,
                    confirmed,
                    providerOwned,
                    receivers,
                    new RouteFacts(senderFieldPossible, reversePathPossible, signing, ownServer));
        }

        SenderIdentity decide() {
            return new IdentityDecision(OPERATOR).decide(facts());
        }

        Case named(String value) {
            name = value;
            return this;
        }

        Case author(Mailbox value) {
            author = value;
            return this;
        }

        Case replyTo(Mailbox value) {
            replyTo = Optional.of(value);
            return this;
        }

        Case messageClass(MessageClass value) {
            messageClass = value;
            return this;
        }

        Case setting(OnBehalfOf value) {
            setting = value;
            return this;
        }

        Case domain(AuthorDomainFacts value) {
            domain = value;
            return this;
        }

        Case confirmed(boolean value) {
            confirmed = value;
            return this;
        }

        Case providerOwned() {
            providerOwned = true;
            return this;
        }

        Case receivers(ReceiverDemand value) {
            receivers = value;
            return this;
        }

        Case senderFieldPossible(boolean value) {
            senderFieldPossible = value;
            return this;
        }

        Case reversePathPossible(boolean value) {
            reversePathPossible = value;
            return this;
        }

        Case signing(DomainName value) {
            signing = Optional.ofNullable(value);
            return this;
        }

        Case ownServer(OwnServerFacts value) {
            ownServer = Optional.ofNullable(value);
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
