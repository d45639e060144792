package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DmarcDiscoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Zone zone = new Zone();

    private DiscoveredPolicy discover(String domain) {
        return DmarcDiscovery.with(zone).discover(DomainName.parse(domain), PATIENCE);
    }

    @Test
    void a_domain_without_any_record_has_no_policy_and_is_its_own_organization_for_new_receivers() {
        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.ABSENT);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.ABSENT);
        assertThat(found.rfc9989().organizationalDomain()).contains(DomainName.parse("mail.acme-customer.com"));
        assertThat(found.rfc7489().organizationalDomain()).contains(DomainName.parse("acme-customer.com"));
        assertThat(found.agreedOrganizationalDomain()).isEmpty();
    }

    @Test
    void its_own_record_comes_first() {
        zone.txt("_dmarc.mail.acme-customer.com", "v=DMARC1; p=none; sp=reject");
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.NONE);
        assertThat(found.rfc9989().scope()).isEqualTo(PolicyScope.OWN);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.NONE);
        assertThat(found.agreedOrganizationalDomain()).contains(DomainName.parse("acme-customer.com"));
    }

    @Test
    void a_policy_behind_many_other_texts_is_not_overlooked() {
        for (int i = 0; i < 200; i++) {
            zone.txt("_dmarc.acme-customer.com", "other text " + i);
        }
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        assertThat(discover("acme-customer.com").rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
    }

    @Test
    void the_organizational_domain_answers_for_what_lies_below_it() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject; sp=quarantine");
        zone.txt("_dmarc.b.acme-customer.com", "v=DMARC1; p=none");

        DiscoveredPolicy found = discover("a.b.acme-customer.com");

        assertThat(found.rfc9989().policyDomain()).contains(DomainName.parse("acme-customer.com"));
        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.QUARANTINE);
        assertThat(found.rfc7489()).satisfies(old -> {
            assertThat(old.policyDomain()).contains(DomainName.parse("acme-customer.com"));
            assertThat(old.declared()).isEqualTo(DmarcPolicy.QUARANTINE);
        });
        assertThat(found.generationsDiffer()).isFalse();
    }

    @Test
    void a_deep_name_costs_eight_questions() {
        discover("a.b.c.d.e.f.g.h.i.j.mail.example.com");

        assertThat(zone.askedTexts())
                .containsExactly(
                        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
                        "_dmarc.g.h.i.j.mail.example.com",
                        "_dmarc.h.i.j.mail.example.com",
                        "_dmarc.i.j.mail.example.com",
                        "_dmarc.j.mail.example.com",
                        "_dmarc.mail.example.com",
                        "_dmarc.example.com",
                        "_dmarc.com");
    }

    @Test
    void a_name_of_eight_labels_is_asked_for_and_then_one_of_seven() {
        discover("a.b.c.d.e.f.example.com");

        assertThat(zone.askedTexts())
                .startsWith("_dmarc.a.b.c.d.e.f.example.com", "_dmarc.b.c.d.e.f.example.com")
                .hasSize(8);
    }

    @Test
    void a_policy_below_a_public_suffix_with_a_record_is_the_one_below() {
        zone.txt("_dmarc.bank.example", "v=DMARC1; p=reject; psd=y; np=reject; sp=quarantine");
        zone.txt("_dmarc.giant.bank.example", "v=DMARC1; p=quarantine");
        zone.mx("mega.bank.example", "mx.mega.bank.example");

        assertThat(discover("mail.giant.bank.example").rfc9989()).satisfies(giant -> {
            assertThat(giant.organizationalDomain()).contains(DomainName.parse("giant.bank.example"));
            assertThat(giant.policyDomain()).contains(DomainName.parse("giant.bank.example"));
        });
        assertThat(discover("mega.bank.example").rfc9989()).satisfies(mega -> {
            assertThat(mega.organizationalDomain()).contains(DomainName.parse("mega.bank.example"));
            assertThat(mega.policyDomain()).contains(DomainName.parse("bank.example"));
            assertThat(mega.declared()).isEqualTo(DmarcPolicy.QUARANTINE);
        });
        assertThat(discover("bank.example").rfc9989().organizationalDomain())
                .contains(DomainName.parse("bank.example"));
        assertThat(zone.askedTexts()).doesNotContain("_dmarc.example");
    }

    @Test
    void a_record_that_denies_being_a_suffix_ends_the_walk() {
        zone.txt("_dmarc.mail.acme-customer.com", "v=DMARC1; p=none; psd=n");
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        DiscoveredPolicy found = discover("a.mail.acme-customer.com");

        assertThat(found.rfc9989().organizationalDomain()).contains(DomainName.parse("mail.acme-customer.com"));
        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.NONE);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(found.generationsDiffer()).isTrue();
    }

    @Test
    void two_records_are_none_and_only_new_receivers_go_on_upwards() {
        zone.txt("_dmarc.mail.acme-customer.com", "v=DMARC1; p=none", "v=DMARC1; p=quarantine");
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.own().records()).hasSize(2);
        assertThat(found.own().record()).isEmpty();
        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.ABSENT);
    }

    @Test
    void other_texts_beside_the_record_do_no_harm() {
        zone.txt("_dmarc.acme-customer.com", "v=spf1 -all", "v=DMARC1; p=reject", "google-site-verification=x");

        DiscoveredPolicy found = discover("acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(found.own().otherTexts()).hasSize(2);
    }

    @Test
    void what_does_not_exist_has_a_policy_of_its_own_for_new_receivers() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none; np=reject");
        zone.address("shop.acme-customer.com", "192.0.2.7");

        assertThat(discover("shop.acme-customer.com").rfc9989().declared()).isEqualTo(DmarcPolicy.NONE);
        assertThat(discover("ghost.acme-customer.com").rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(discover("ghost.acme-customer.com").rfc9989().scope()).isEqualTo(PolicyScope.NONEXISTENT_SUBDOMAIN);
        assertThat(discover("ghost.acme-customer.com").rfc7489().declared()).isEqualTo(DmarcPolicy.NONE);
    }

    @Test
    void an_alias_without_a_target_exists() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none; np=reject");
        zone.alias("dangling.acme-customer.com", "gone.crm-vendor.net");

        assertThat(discover("dangling.acme-customer.com").rfc9989().declared()).isEqualTo(DmarcPolicy.NONE);
    }

    @Test
    void whether_a_name_exists_is_asked_only_where_it_matters() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none; sp=reject");

        discover("shop.acme-customer.com");

        assertThat(zone.asked).allMatch(question -> question.type() == DnsType.TXT);
    }

    @Test
    void trouble_at_the_domain_itself_leaves_its_policy_unknown() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none");
        zone.broken("_dmarc.mail.acme-customer.com");

        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(found.isIncomplete()).isTrue();
        assertThat(found.ttl()).isZero();
    }

    @Test
    void trouble_above_leaves_the_organization_unknown_and_the_own_policy_known() {
        zone.txt("_dmarc.mail.acme-customer.com", "v=DMARC1; p=reject");
        zone.broken("_dmarc.com");

        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(found.rfc9989().organizationalDomain()).isEmpty();
        assertThat(found.agreedOrganizationalDomain()).isEmpty();
    }

    @Test
    void trouble_above_a_domain_without_record_leaves_its_policy_unknown() {
        zone.broken("_dmarc.acme-customer.com");

        DiscoveredPolicy found = discover("mail.acme-customer.com");

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(found.rfc7489().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
    }

    @Test
    void whether_a_name_exists_may_be_unknown_too() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none; np=reject");
        zone.broken("shop.acme-customer.com");

        assertThat(discover("shop.acme-customer.com").rfc9989().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(discover("shop.acme-customer.com").rfc7489().declared()).isEqualTo(DmarcPolicy.NONE);
    }

    @Test
    void a_subdomain_with_a_record_below_a_parent_without_is_an_organization_for_new_receivers_only() {
        zone.txt("_dmarc.my.mom.za.org", "v=DMARC1; p=reject");

        DiscoveredPolicy found = discover("my.mom.za.org");

        assertThat(found.rfc9989().organizationalDomain()).contains(DomainName.parse("my.mom.za.org"));
        assertThat(found.rfc7489().organizationalDomain()).contains(DomainName.parse("mom.za.org"));
        assertThat(found.generationsDiffer()).isTrue();
    }

    @Test
    void a_name_too_long_for_a_label_more_is_looked_up_above() {
        String deep = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(50)
                + ".acme-customer.com";
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        assertThat(discover(deep).rfc9989().declared()).isEqualTo(DmarcPolicy.REJECT);
    }

    @Test
    void no_name_is_asked_twice() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject; np=none");

        discover("a.b.acme-customer.com");

        assertThat(zone.asked).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void when_the_time_is_over_nothing_more_is_asked() {
        DiscoveredPolicy found =
                DmarcDiscovery.with(zone).discover(DomainName.parse("acme-customer.com"), Duration.ofNanos(1));

        assertThat(found.rfc9989().declared()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(zone.asked).isEmpty();
    }
}
