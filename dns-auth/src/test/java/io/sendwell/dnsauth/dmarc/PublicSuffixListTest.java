package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.Vectors;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PublicSuffixListTest {

    private static final Pattern CASE = Pattern.compile("^checkPublicSuffix\\((null|'([^']*)'), (null|'([^']*)')\\);");

    private static final String RULES = """
            // ===BEGIN ICANN DOMAINS===
            com
            *.kobe.jp
            !city.kobe.jp
            jp
            公司.cn  and a word
            // ===END ICANN DOMAINS===
            // ===BEGIN PRIVATE DOMAINS===
            host.com
            // ===END PRIVATE DOMAINS===
            """;

    @Test
    void the_bundled_list_answers_the_classic_cases() {
        assertThat(wrongAnswersOf(PublicSuffixList.bundled())).isEmpty();
    }

    @Test
    void a_list_read_from_its_file_answers_the_classic_cases() throws IOException {
        assertThat(wrongAnswersOf(readVectorList())).isEmpty();
    }

    @Test
    void both_lists_agree_on_random_names() throws IOException {
        PublicSuffixList read = readVectorList();
        List<String> labels =
                List.of("a", "com", "co", "uk", "jp", "kobe", "city", "ck", "www", "github", "io", "za", "org", "mom");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder name = new StringBuilder(labels.get(random.nextInt(labels.size())));
            for (int label = random.nextInt(4); label > 0; label--) {
                name.append('.').append(labels.get(random.nextInt(labels.size())));
            }
            DomainName domain = DomainName.parse(name.toString());
            assertThat(PublicSuffixList.bundled().registeredDomain(domain))
                    .as("seed %d, %s", seed, domain)
                    .isEqualTo(read.registeredDomain(domain));
        }
    }

    @Test
    void wildcards_exceptions_and_other_letters_are_rules() throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader(RULES));

        assertThat(registered(list, "a.b.c.kobe.jp")).contains("b.c.kobe.jp");
        assertThat(registered(list, "c.kobe.jp")).isEmpty();
        assertThat(registered(list, "www.city.kobe.jp")).contains("city.kobe.jp");
        assertThat(registered(list, "www.食狮.公司.cn")).contains("xn--85x722f.xn--55qx5d.cn");
        assertThat(registered(list, "a.b.unlisted")).contains("b.unlisted");
        assertThat(registered(list, "unlisted")).isEmpty();
    }

    @Test
    void shared_domains_are_suffixes_unless_their_section_is_left_out() throws IOException {
        assertThat(registered(PublicSuffixList.read(new StringReader(RULES)), "shop.host.com"))
                .contains("shop.host.com");
        assertThat(registered(
                        PublicSuffixList.read(new StringReader(RULES), Set.of(PublicSuffixList.Section.ICANN)),
                        "shop.host.com"))
                .contains("host.com");
        assertThat(registered(PublicSuffixList.bundled(), "a.shop.github.io")).contains("shop.github.io");
    }

    @Test
    void a_name_that_stands_in_the_dns_only_has_a_registered_domain_too() {
        assertThat(PublicSuffixList.bundled().registeredDomain(DomainName.parseDnsName("_x.a.example.com")))
                .contains(DomainName.parse("example.com"));
    }

    @Test
    void a_text_without_rules_and_one_without_end_are_refused() {
        assertThatThrownBy(() -> PublicSuffixList.read(new StringReader("// nothing\n\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rule");
        assertThatThrownBy(() -> PublicSuffixList.read(new EndlessRules()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void any_text_can_be_read() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "ab.*!/ -\n\t\u00e9\u516c=BEGINICA";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder("com\n");
            for (int i = random.nextInt(200); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(registered(PublicSuffixList.read(new StringReader(text.toString())), "a.b.com"))
                        .as("seed %d, %s", seed, text)
                        .hasValueSatisfying(name -> assertThat("a.b.com").endsWith(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Optional<String> registered(PublicSuffixList list, String domain) {
        return list.registeredDomain(DomainName.parse(domain)).map(DomainName::ascii);
    }

    private static PublicSuffixList readVectorList() throws IOException {
        try (Reader reader = Files.newBufferedReader(Vectors.suite("psl").resolve("public_suffix_list.dat"))) {
            return PublicSuffixList.read(reader);
        }
    }

    /** A null, and a leading dot, is no domain here; what the cases want of them is 'none'. */
    private static List<String> wrongAnswersOf(PublicSuffixList list) {
        Path file = Vectors.suite("psl").resolve("test_psl.txt");
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher row = CASE.matcher(line);
                if (row.find()) {
                    cases++;
                    Optional<DomainName> wanted =
                            Optional.ofNullable(row.group(4)).map(DomainName::parse);
                    if (!domain(row.group(2)).flatMap(list::registeredDomain).equals(wanted)) {
                        wrong.add(line);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(cases).isEqualTo(78);
        return wrong;
    }

    private static Optional<DomainName> domain(String text) {
        try {
            return Optional.ofNullable(text).map(DomainName::parse);
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** Rule after rule, none twice. */
    private static final class EndlessRules extends Reader {
        private int next;
        private String line = "";

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (line.isEmpty()) {
                line = "a" + next++ + "\n";
            }
            int count = Math.min(length, line.length());
            line.getChars(0, count, buffer, offset);
            line = line.substring(count);
            return count;
        }

        @Override
        public void close() {}
    }
}
