package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.dmarc.DmarcProblem.Kind;
import io.sendwell.identity.DmarcPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcRecordTest {

    @Test
    void a_full_record_is_read() {
        DmarcRecord record =
                DmarcRecord.parse("v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=s; t=y; psd=n; fo=1:d:s;"
                        + " rua=mailto:a@example.org,https://example.org/r ; ruf=mailto:b@example.org");

        assertThat(record.isDmarc()).isTrue();
        assertThat(record.policy()).contains(DmarcPolicy.REJECT);
        assertThat(record.subdomainPolicy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(record.nonexistentPolicy()).contains(DmarcPolicy.NONE);
        assertThat(record.dkimAlignment()).isEqualTo(AlignmentMode.STRICT);
        assertThat(record.spfAlignment()).isEqualTo(AlignmentMode.STRICT);
        assertThat(record.testing()).isTrue();
        assertThat(record.publicSuffix()).isEqualTo(PublicSuffixFlag.NO);
        assertThat(record.failureOptions()).containsExactlyInAnyOrder('1', 'd', 's');
        assertThat(record.aggregateReports())
                .extracting(ReportAddress::uri)
                .containsExactly("mailto:a@example.org", "https://example.org/r");
        assertThat(record.failureReports())
                .extracting(address -> address.domain().orElseThrow().ascii())
                .containsExactly("example.org");
        assertThat(record.problems()).isEmpty();
    }

    @Test
    void what_is_not_said_has_its_default() {
        DmarcRecord record = DmarcRecord.parse("v=DMARC1;p=none");

        assertThat(record.dkimAlignment()).isEqualTo(AlignmentMode.RELAXED);
        assertThat(record.spfAlignment()).isEqualTo(AlignmentMode.RELAXED);
        assertThat(record.testing()).isFalse();
        assertThat(record.publicSuffix()).isEqualTo(PublicSuffixFlag.UNSAID);
        assertThat(record.failureOptions()).containsExactly('0');
        assertThat(record.percentage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                "v=spf1 -all",
                "v=dmarc1; p=reject",
                "v=DMARC2; p=reject",
                "v=DMARC1p=reject",
                "v=DMARC10; p=reject",
                "p=reject; v=DMARC1",
                "; v=DMARC1; p=reject",
                "\"v=DMARC1; p=reject\"",
                "v DMARC1; p=reject",
                "DMARC1; p=reject"
            })
    void a_text_that_does_not_begin_with_the_version_is_no_record(String text) {
        DmarcRecord record = DmarcRecord.parse(text);

        assertThat(record.isDmarc()).isFalse();
        assertThat(record.text()).isEqualTo(text);
        for (DmarcGeneration generation : DmarcGeneration.values()) {
            assertThat(record.declaredPolicy(generation, PolicyScope.OWN)).isEqualTo(DmarcPolicy.ABSENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=DMARC1;p=reject",
                "V=DMARC1; P=Reject",
                "v = DMARC1 ; p = REJECT ;",
                "v=DMARC1;;; p=reject;;",
                " v=DMARC1; p=reject",
                "\tv=DMARC1;\tp=reject\t"
            })
    void names_and_values_know_no_case_and_blanks_do_not_matter(String text) {
        assertThat(DmarcRecord.parse(text).policy()).contains(DmarcPolicy.REJECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=DMARC1; p=reject                                         | REJECT     | REJECT     | REJECT     | REJECT     | REJECT
            v=DMARC1; p=reject; sp=none                                | REJECT     | NONE       | NONE       | NONE       | NONE
            v=DMARC1; p=none; np=reject                                | NONE       | NONE       | REJECT     | NONE       | NONE
            v=DMARC1; p=none; sp=quarantine; np=reject                 | NONE       | QUARANTINE | REJECT     | QUARANTINE | QUARANTINE
            v=DMARC1; rua=mailto:a@example.org                         | NONE       | NONE       | NONE       | NONE       | NONE
            v=DMARC1; p=bogus; rua=mailto:a@example.org                | NONE       | NONE       | NONE       | NONE       | NONE
            v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.org     | NONE       | NONE       | NONE       | NONE       | NONE
            v=DMARC1; p=reject; np=bogus; rua=mailto:a@example.org     | NONE       | NONE       | NONE       | REJECT     | REJECT
            v=DMARC1; p=reject; np=bogus                               | ABSENT     | ABSENT     | ABSENT     | REJECT     | REJECT
            v=DMARC1; p=reject; sp=                                    | ABSENT     | ABSENT     | ABSENT     | ABSENT     | ABSENT
            v=DMARC1                                                   | ABSENT     | ABSENT     | ABSENT     | ABSENT     | ABSENT
            v=DMARC1; p=bogus                                          | ABSENT     | ABSENT     | ABSENT     | ABSENT     | ABSENT
            v=DMARC1; rua=a@example.org                                | ABSENT     | ABSENT     | ABSENT     | ABSENT     | ABSENT
            v=DMARC1; sp=reject; rua=mailto:a@example.org              | NONE       | NONE       | NONE       | NONE       | NONE
            v=DMARC1; p=none; p=reject                                 | REJECT     | REJECT     | REJECT     | REJECT     | REJECT
            v=DMARC1; p=reject; p=none                                 | REJECT     | REJECT     | REJECT     | REJECT     | REJECT
            """)
    void the_policy_depends_on_scope_and_generation(
            String text,
            DmarcPolicy own,
            DmarcPolicy subdomain,
            DmarcPolicy nonexistent,
            DmarcPolicy oldSubdomain,
            DmarcPolicy oldNonexistent) {
        DmarcRecord record = DmarcRecord.parse(text);

        assertThat(record.declaredPolicy(DmarcGeneration.RFC9989, PolicyScope.OWN))
                .isEqualTo(own);
        assertThat(record.declaredPolicy(DmarcGeneration.RFC9989, PolicyScope.SUBDOMAIN))
                .isEqualTo(subdomain);
        assertThat(record.declaredPolicy(DmarcGeneration.RFC9989, PolicyScope.NONEXISTENT_SUBDOMAIN))
                .isEqualTo(nonexistent);
        assertThat(record.declaredPolicy(DmarcGeneration.RFC7489, PolicyScope.SUBDOMAIN))
                .isEqualTo(oldSubdomain);
        assertThat(record.declaredPolicy(DmarcGeneration.RFC7489, PolicyScope.NONEXISTENT_SUBDOMAIN))
                .isEqualTo(oldNonexistent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=DMARC1; p=reject; t=y              | QUARANTINE | REJECT
            v=DMARC1; p=quarantine; t=y          | NONE       | QUARANTINE
            v=DMARC1; p=none; t=y                | NONE       | NONE
            v=DMARC1; p=reject; t=n              | REJECT     | REJECT
            v=DMARC1; p=reject; t=maybe          | REJECT     | REJECT
            v=DMARC1; p=reject; pct=0            | REJECT     | QUARANTINE
            v=DMARC1; p=quarantine; pct=0        | QUARANTINE | NONE
            v=DMARC1; p=reject; pct=50           | REJECT     | REJECT
            v=DMARC1; p=reject; pct=101          | REJECT     | REJECT
            v=DMARC1; p=reject; pct=0; t=y       | QUARANTINE | QUARANTINE
            """)
    void test_mode_softens_for_one_generation_and_pct_for_the_other(
            String text, DmarcPolicy today, DmarcPolicy before) {
        DmarcRecord record = DmarcRecord.parse(text);

        assertThat(record.appliedPolicy(DmarcGeneration.RFC9989, PolicyScope.OWN))
                .isEqualTo(today);
        assertThat(record.appliedPolicy(DmarcGeneration.RFC7489, PolicyScope.OWN))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=DMARC1; p=reject; pct=100          | REMOVED_TAG       | pct   | 20
            v=DMARC1; p=reject; rf=afrf          | REMOVED_TAG       | rf    | 20
            v=DMARC1; p=reject; ri=86400         | REMOVED_TAG       | ri    | 20
            v=DMARC1; p=reject; ra=9             | UNKNOWN_TAG       | ra    | 20
            v=DMARC1; p=reject; p=reject         | DUPLICATE_TAG     | p     | 20
            v=DMARC1; p=reject, sp=none          | BAD_VALUE         | p     | 12
            v=DMARC1; adkim=s; p=reject          | POLICY_NOT_SECOND | p     | 19
            v=DMARC1; p=reject; adkim=strict     | BAD_VALUE         | adkim | 26
            v=DMARC1; p=reject; hello            | NO_TAG            | ''    | 20
            v=DMARC1; p=reject; =x               | NO_TAG            | ''    | 20
            v=DMARC1; p=reject; rua=a@b.example  | BAD_ADDRESS       | rua   | 24
            v=DMARC1; p=none; rua=mailto:a@b.example, mailto: | BAD_ADDRESS | rua | 41
            v=DMARC1; p=none; rua=mailto:a@b.example!10m      | SIZE_LIMIT  | rua | 22
            v=DMARC1; p=none; rua=mailto:a@b.example!10x      | BAD_ADDRESS | rua | 22
            v=DMARC1; p=reject; fo=0:x           | BAD_VALUE         | fo    | 23
            v=DMARC1; p=reject; pct=all          | BAD_VALUE         | pct   | 24
            v=DMARC1 p=reject                    | NOT_DMARC         | v     | 0
            v=DMARC1; sp=none                    | POLICY_MISSING    | p     | 0
            v=DMARC1; sp=none                    | WITHOUT_EFFECT    | p     | 0
            """)
    void a_problem_says_what_is_wrong_and_where(String text, Kind kind, String tag, int position) {
        assertThat(DmarcRecord.parse(text).problems())
                .filteredOn(problem -> problem.kind() == kind)
                .first()
                .satisfies(problem -> {
                    assertThat(problem.tag()).isEqualTo(tag);
                    assertThat(problem.position()).isEqualTo(position);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mailto:a@example.org!10m   | 10485760
            mailto:a@example.org!5     | 5
            mailto:a@example.org!2G    | 2147483648
            mailto:a@example.org!1t    | 1099511627776
            """)
    void a_size_limit_is_read_for_those_who_still_obey_it(String uri, long octets) {
        assertThat(ReportAddress.read(uri).orElseThrow().maxOctets()).hasValue(octets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:",
                "mailto:nobody",
                "a@example.org",
                ":a@example.org",
                "1x:a",
                "mailto:a@example.org!",
                "mailto:a@example.org!m",
                "mailto:a@example.org!1km",
                "mailto:a@example.org!9999999999",
                "mailto:a@example.org!9999999t",
                "mailto:a b@example.org",
                "mailto:<a@example.org>"
            })
    void what_is_no_address_for_reports_is_left_out(String piece) {
        assertThat(ReportAddress.read(piece)).isEmpty();
    }

    @Test
    void an_encoded_exclamation_mark_belongs_to_the_address() {
        assertThat(ReportAddress.read("mailto:dmarc%21x@example.org?subject=r")
                        .orElseThrow()
                        .domain())
                .contains(DomainName.parse("example.org"));
    }

    @Test
    void a_bad_policy_behind_many_problems_still_counts() {
        DmarcRecord record = DmarcRecord.parse("v=DMARC1; p=reject;" + "x=1;".repeat(100) + "sp=bogus");

        assertThat(record.declaredPolicy(DmarcGeneration.RFC9989, PolicyScope.OWN))
                .isEqualTo(DmarcPolicy.ABSENT);
        assertThat(record.problems()).hasSizeLessThan(DmarcRecord.MAX_PROBLEMS + 5);
    }

    @Test
    void an_endless_text_is_read_to_its_limit() {
        DmarcRecord record = DmarcRecord.parse("v=DMARC1; p=reject; rua=" + "mailto:a@b.example,".repeat(5_000));

        assertThat(record.policy()).contains(DmarcPolicy.REJECT);
        assertThat(record.has(Kind.TOO_LONG)).isTrue();
        assertThat(record.aggregateReports()).hasSizeLessThan(50);
    }

    @Test
    void any_text_can_be_read() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> pieces = Arrays.asList(
                "v=DMARC1",
                ";",
                "=",
                " ",
                "p",
                "p=reject",
                "sp=none",
                "np=",
                "rua=mailto:",
                "a@example.org",
                "!10m",
                ",",
                ":",
                "%",
                "%2",
                "%00",
                "\u0000",
                "\u00ff",
                "\r\n",
                "pct=",
                "-1",
                "999",
                "fo=",
                "0:1",
                "psd=y",
                "t=",
                "adkim",
                "s",
                "\\",
                "\"",
                "\ud800");
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "v=DMARC1;" : "");
            for (int piece = random.nextInt(20); piece > 0; piece--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            DmarcRecord record = DmarcRecord.parse(text.toString());

            String shown = "seed " + seed + ": " + text;
            assertThat(record.text()).as(shown).isEqualTo(text.toString());
            assertThat(record.problems())
                    .as(shown)
                    .allSatisfy(problem -> assertThat(problem.position()).isBetween(0, text.length()));
            for (DmarcGeneration generation : DmarcGeneration.values()) {
                for (PolicyScope scope : PolicyScope.values()) {
                    assertThat(record.appliedPolicy(generation, scope))
                            .as(shown)
                            .isNotEqualTo(DmarcPolicy.UNKNOWN)
                            .isLessThanOrEqualTo(record.declaredPolicy(generation, scope));
                }
            }
        }
    }
}
