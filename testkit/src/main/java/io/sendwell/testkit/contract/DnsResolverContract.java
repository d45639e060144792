package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Found;
import io.sendwell.dns.DnsAnswer.NoData;
import io.sendwell.dns.DnsAnswer.NoSuchName;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsAnswer.Unavailable;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.dns.ReceivedQuestion;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link DnsResolver} keeps that asks servers. */
public interface DnsResolverContract {

    /** Longer than any answer takes, so that only silence is timed out. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** For servers that say nothing. */
    Duration BRIEF_PATIENCE = Duration.ofMillis(300);

    /** When a call that should have ended by itself is given up: it hangs. */
    Duration HANGS = Duration.ofMinutes(1);

    /** Where the name server of a zone is, as {@link FakeDns#routes()} knows it. */
    IpAddress NAME_SERVER = IpAddress.parse("192.0.2.53");

    /**
     * Makes a resolver whose only server is {@link FakeDns#address()} and that reaches name servers by way of {@link
     * FakeDns#routes()}; what it remembers, it remembers from now on.
     */
    DnsResolver newDnsResolver(FakeDns dns);

    @Test
    default void records_are_found_in_the_order_of_the_answer() {
        try (FakeDns dns = customer()) {
            Found found = found(dns, "customer.example", DnsType.MX);

            assertEquals(
                    List.of(
                            new DnsRecord.MailExchange(20, DnsName.parse("second.customer.example")),
                            new DnsRecord.MailExchange(10, DnsName.parse("first.customer.example"))),
                    found.records());
            assertEquals(List.of(), found.aliases());
            assertEquals(question("customer.example", DnsType.MX), found.question());
            assertTrue(found.server().endsWith(":" + dns.port()), () -> "who answered: " + found.server());
            assertEquals(List.of(), dns.violations());
        }
    }

    @Test
    default void every_type_is_read_as_it_was_published() {
        DnsName name = DnsName.parse("types.example.net");
        DnsName target = DnsName.parse("target.example.net");
        List<DnsRecord> records = List.of(
                new DnsRecord.Address(IpAddress.parse("192.0.2.1")),
                new DnsRecord.Address(IpAddress.parse("2001:db8::1")),
                new DnsRecord.MailExchange(0, DnsName.ROOT),
                new DnsRecord.NameServer(target),
                new DnsRecord.Pointer(target),
                new DnsRecord.StartOfAuthority(target, 4_294_967_295L, Duration.ofSeconds(30)),
                new DnsRecord.DelegationSigner(4711, 13, 2, "00ff"),
                new DnsRecord.TlsAssociation(3, 1, 1, "abcd"),
                DnsRecord.Text.of("v=spf1 -all"));
        try (FakeDns dns = FakeDns.start()) {
            records.forEach(record -> dns.publish(name, record));
            dns.publish(name.child("alias"), new DnsRecord.Alias(target));
            DnsResolver resolver = newDnsResolver(dns);

            for (DnsRecord record : records) {
                DnsAnswer answer = resolver.resolve(DnsQuestion.of(name, record.type()), PATIENCE);
                assertEquals(List.of(record), answer.records(DnsRecord.class), () -> "at " + answer);
            }
            DnsAnswer alias = resolver.resolve(DnsQuestion.of(name.child("alias"), DnsType.CNAME), PATIENCE);
            assertEquals(List.of(new DnsRecord.Alias(target)), alias.records(DnsRecord.class));
        }
    }

    @Test
    default void a_text_keeps_its_strings_and_its_octets() {
        DnsName name = DnsName.parse("a:\u0001\u00ff.customer.example");
        DnsRecord.Text text = new DnsRecord.Text(List.of("", "\u0000\u0080\r\n\"\\", "x".repeat(255), ""));
        try (FakeDns dns = FakeDns.start().publish(name, text)) {
            DnsAnswer answer = newDnsResolver(dns).resolve(DnsQuestion.of(name, DnsType.TXT), PATIENCE);

            assertEquals(List.of(text), answer.records(DnsRecord.Text.class));
        }
    }

    @Test
    default void an_alias_is_followed_and_named() {
        try (FakeDns dns = customer()) {
            Found found = found(dns, "www.customer.example", DnsType.A);

            assertEquals(List.of(new DnsRecord.Address(IpAddress.parse("198.51.100.7"))), found.records());
            assertEquals(
                    List.of(DnsName.parse("shop.customer.example"), DnsName.parse("hosting.vendor.example")),
                    found.aliases());
        }
    }

    @Test
    default void of_all_lifetimes_on_the_way_the_least_counts() {
        try (FakeDns dns = customer()) {
            assertLifetime(40, found(dns, "www.customer.example", DnsType.A).ttl());
            assertLifetime(300, found(dns, "hosting.vendor.example", DnsType.A).ttl());
        }
    }

    @Test
    default void a_name_that_is_not_there_is_told_from_one_without_such_a_record() {
        try (FakeDns dns = customer()) {
            DnsResolver resolver = newDnsResolver(dns);
            DnsQuestion toNobody = question("missing.customer.example", DnsType.TXT);
            DnsQuestion toAnother = question("first.customer.example", DnsType.TXT);
            DnsQuestion toNamesBelow = question("_domainkey.customer.example", DnsType.TXT);

            NoSuchName noName = assertInstanceOf(NoSuchName.class, resolver.resolve(toNobody, PATIENCE));
            NoData noData = assertInstanceOf(NoData.class, resolver.resolve(toAnother, PATIENCE));
            assertInstanceOf(NoData.class, resolver.resolve(toNamesBelow, PATIENCE));

            assertEquals(toNobody, noName.question());
            assertEquals(toAnother, noData.question());
            assertTrue(noName.server().endsWith(":" + dns.port()), () -> "who answered: " + noName.server());
            assertTrue(noData.server().endsWith(":" + dns.port()), () -> "who answered: " + noData.server());
        }
    }

    @Test
    default void a_denial_may_be_kept_as_long_as_the_zone_says() {
        try (FakeDns dns = customer()) {
            DnsResolver resolver = newDnsResolver(dns);
            NoSuchName noName = assertInstanceOf(
                    NoSuchName.class, resolver.resolve(question("missing.customer.example", DnsType.A), PATIENCE));
            NoData noData = assertInstanceOf(
                    NoData.class, resolver.resolve(question("first.customer.example", DnsType.MX), PATIENCE));

            assertLifetime(120, noName.ttl());
            assertLifetime(120, noData.ttl());
        }
    }

    @Test
    default void a_denial_of_the_target_names_the_alias() {
        try (FakeDns dns = customer()) {
            DnsResolver resolver = newDnsResolver(dns);
            NoSuchName gone = assertInstanceOf(
                    NoSuchName.class, resolver.resolve(question("gone.customer.example", DnsType.A), PATIENCE));
            NoData bare = assertInstanceOf(
                    NoData.class, resolver.resolve(question("www.customer.example", DnsType.TXT), PATIENCE));

            assertEquals(List.of(DnsName.parse("nobody.vendor.example")), gone.aliases());
            assertEquals(
                    List.of(DnsName.parse("shop.customer.example"), DnsName.parse("hosting.vendor.example")),
                    bare.aliases());
        }
    }

    @Test
    default void aliases_in_a_circle_are_no_answer() {
        try (FakeDns dns = customer()) {
            assertTrouble(Set.of(Trouble.MALFORMED), dns, "loop.customer.example");
        }
    }

    @Test
    default void an_answer_that_does_not_fit_a_datagram_comes_whole() {
        try (FakeDns dns = customer().publish("long.customer.example", DnsType.TXT, "x".repeat(6000))) {
            dns.inject(DnsFault.truncation().at("customer.example"));

            assertEquals(
                    "x".repeat(6000),
                    found(dns, "long.customer.example", DnsType.TXT)
                            .records(DnsRecord.Text.class)
                            .get(0)
                            .joined());
            assertEquals(2, found(dns, "customer.example", DnsType.MX).records().size());
        }
    }

    @Test
    default void what_the_server_vouches_for_is_said() {
        try (FakeDns dns = customer().authenticate("customer.example")) {
            DnsResolver resolver = newDnsResolver(dns);
            NoSuchName noName = assertInstanceOf(
                    NoSuchName.class, resolver.resolve(question("missing.customer.example", DnsType.A), PATIENCE));
            NoData noData = assertInstanceOf(
                    NoData.class, resolver.resolve(question("first.customer.example", DnsType.MX), PATIENCE));

            assertTrue(found(dns, "customer.example", DnsType.MX).authenticated(), "of a zone vouched for");
            assertTrue(noName.authenticated(), "the denial of a name");
            assertTrue(noData.authenticated(), "the denial of a record");
            assertFalse(found(dns, "hosting.vendor.example", DnsType.A).authenticated(), "of another zone");
            assertFalse(found(dns, "www.customer.example", DnsType.A).authenticated(), "an alias into another zone");
        }
    }

    @Test
    default void a_server_that_fails_or_refuses_is_not_taken_for_a_denial() {
        try (FakeDns dns = customer()) {
            dns.inject(DnsFault.serverFailure().at("broken.customer.example"));
            dns.inject(DnsFault.refused().at("closed.customer.example"));

            assertTrouble(Set.of(Trouble.SERVER_FAILURE), dns, "broken.customer.example");
            assertTrouble(Set.of(Trouble.REFUSED), dns, "closed.customer.example");
        }
    }

    @Test
    default void silence_ends_with_the_patience() {
        try (FakeDns dns = customer().inject(DnsFault.silence())) {
            DnsResolver resolver = newDnsResolver(dns);
            DnsQuestion question = question("customer.example", DnsType.TXT);

            Unavailable silent = assertInstanceOf(
                    Unavailable.class,
                    assertTimeoutPreemptively(HANGS, () -> resolver.resolve(question, BRIEF_PATIENCE)));
            Unavailable direct = assertInstanceOf(
                    Unavailable.class,
                    assertTimeoutPreemptively(HANGS, () -> resolver.ask(NAME_SERVER, question, BRIEF_PATIENCE)));

            assertEquals(Trouble.TIMEOUT, silent.trouble(), silent::toString);
            assertEquals("", silent.server(), "nobody answered");
            assertEquals(Trouble.TIMEOUT, direct.trouble(), direct::toString);
        }
    }

    @Test
    default void what_is_no_answer_to_the_question_is_not_believed() {
        for (DnsFault lie : List.of(DnsFault.garbage(), DnsFault.wrongId(), DnsFault.wrongQuestion())) {
            try (FakeDns dns = customer().inject(lie)) {
                // A client may wait for the true answer behind the false one, or give up at once.
                assertTrouble(Set.of(Trouble.MALFORMED, Trouble.TIMEOUT), dns, "customer.example");
            }
        }
        try (FakeDns dns = customer().inject(DnsFault.forgeryFirst())) {
            DnsAnswer answer = newDnsResolver(dns).resolve(question("customer.example", DnsType.MX), PATIENCE);
            assertFalse(answer.isNegative(), () -> "a forged denial was believed: " + answer);
        }
    }

    @Test
    default void a_server_that_is_not_there_is_no_denial() {
        try (FakeDns dns = customer()) {
            dns.inject(DnsFault.truncationWithoutTcp().at("long.customer.example"));
            assertTrouble(Set.of(Trouble.NETWORK, Trouble.TIMEOUT), dns, "long.customer.example");
        }
        FakeDns closed = FakeDns.start();
        closed.close();
        assertTrouble(Set.of(Trouble.NETWORK, Trouble.TIMEOUT), closed, "customer.example");
    }

    @Test
    default void a_name_server_is_asked_itself_and_without_recursion() {
        try (FakeDns dns = customer()) {
            FakeDns server = dns.nameServer(NAME_SERVER.toString());
            server.replace("customer.example", DnsType.MX, "0 .");
            DnsResolver resolver = newDnsResolver(dns);
            DnsQuestion question = question("customer.example", DnsType.MX);

            assertEquals(
                    2,
                    resolver.resolve(question, PATIENCE)
                            .records(DnsRecord.class)
                            .size());
            DnsAnswer answer = resolver.ask(NAME_SERVER, question, PATIENCE);

            assertEquals(List.of(new DnsRecord.MailExchange(0, DnsName.ROOT)), answer.records(DnsRecord.class));
            assertEquals(question, answer.question());
            assertTrue(
                    server.questions().stream().noneMatch(ReceivedQuestion::recursionDesired),
                    () -> "asked for recursion: " + server.questions());
        }
    }

    @Test
    default void a_name_server_is_asked_anew_each_time() {
        try (FakeDns dns = customer()) {
            FakeDns server = dns.nameServer(NAME_SERVER.toString());
            DnsResolver resolver = newDnsResolver(dns);
            DnsQuestion question = question("_dmarc.customer.example", DnsType.TXT);

            assertInstanceOf(NoSuchName.class, resolver.ask(NAME_SERVER, question, PATIENCE));
            server.publish("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=none");
            assertInstanceOf(Found.class, resolver.ask(NAME_SERVER, question, PATIENCE));
            server.remove("_dmarc.customer.example");
            assertInstanceOf(NoSuchName.class, resolver.ask(NAME_SERVER, question, PATIENCE));
        }
    }

    @Test
    default void a_name_server_is_not_believed_about_another_zone() {
        try (FakeDns dns = customer()) {
            FakeDns server = dns.nameServer(NAME_SERVER.toString());
            DnsResolver resolver = newDnsResolver(dns);

            for (String name : List.of("www.dept.customer.example", "elsewhere.example.net")) {
                Unavailable referral = assertInstanceOf(
                        Unavailable.class, resolver.ask(NAME_SERVER, question(name, DnsType.A), PATIENCE));
                assertEquals(Trouble.REFUSED, referral.trouble(), referral::toString);
            }
            server.inject(DnsFault.lame());
            Unavailable lame = assertInstanceOf(
                    Unavailable.class, resolver.ask(NAME_SERVER, question("customer.example", DnsType.MX), PATIENCE));
            assertEquals(Trouble.REFUSED, lame.trouble(), lame::toString);
        }
    }

    @Test
    default void threads_that_ask_at_the_same_time_get_each_their_own_answer() {
        try (FakeDns dns = FakeDns.start()) {
            List<String> names = List.of("one.example", "two.example", "three.example", "four.example");
            names.forEach(name -> dns.publish(name, DnsType.TXT, name));
            DnsResolver resolver = newDnsResolver(dns);

            List<List<String>> together = Together.run(names.stream()
                    .map(name -> (Callable<List<String>>) () -> Collections.nCopies(10, name).stream()
                            .map(each -> resolver.resolve(question(each, DnsType.TXT), PATIENCE))
                            .flatMap(answer -> answer.records(DnsRecord.Text.class).stream())
                            .map(DnsRecord.Text::joined)
                            .toList())
                    .toList());

            assertEquals(
                    names.stream().map(name -> Collections.nCopies(10, name)).toList(), together);
        }
    }

    private static FakeDns customer() {
        return FakeDns.start().zone("customer.example", """
                $TTL 3600
                @     IN SOA ns1 hostmaster 1 7200 900 1209600 120
                @     IN NS ns1
                ns1   IN A 192.0.2.53
                @     IN MX 20 second
                @     IN MX 10 first
                first IN A 192.0.2.25
                www   IN CNAME shop
                shop  40 IN CNAME hosting.vendor.example.
                gone  IN CNAME nobody.vendor.example.
                loop  IN CNAME pool
                pool  IN CNAME loop
                dept  IN NS ns.dept
                ns.dept IN A 192.0.2.54
                s1._domainkey IN TXT "v=DKIM1; p="
                """).zone("vendor.example", "hosting 300 IN A 198.51.100.7");
    }

    private static DnsQuestion question(String name, DnsType type) {
        return DnsQuestion.of(name, type);
    }

    private Found found(FakeDns dns, String name, DnsType type) {
        return assertInstanceOf(Found.class, newDnsResolver(dns).resolve(question(name, type), PATIENCE));
    }

    private void assertTrouble(Set<Trouble> expected, FakeDns dns, String name) {
        DnsResolver resolver = newDnsResolver(dns);
        // Some of these troubles look like silence to the client, which is not worth the patience of the others.
        Duration patience = expected.contains(Trouble.TIMEOUT) ? BRIEF_PATIENCE : PATIENCE;
        DnsQuestion question = question(name, DnsType.TXT);
        DnsAnswer answer = assertTimeoutPreemptively(HANGS, () -> resolver.resolve(question, patience));

        Unavailable unavailable = assertInstanceOf(Unavailable.class, answer);
        assertTrue(expected.contains(unavailable.trouble()), () -> expected + " is wanted; found " + unavailable);
        assertEquals(question, unavailable.question());
        assertFalse(unavailable.detail().isBlank(), "what happened, for people");
    }

    /** A second may have gone by since the server answered. */
    private static void assertLifetime(long seconds, Duration ttl) {
        assertTrue(
                ttl.toSeconds() <= seconds && ttl.toSeconds() > seconds - 30,
                () -> "a lifetime of " + seconds + " seconds, or a little less; found " + ttl);
    }
}
