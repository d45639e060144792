package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFieldsTest {

    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?UTF-8\\?([BQ])\\?([^? ]*)\\?=");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Follow up              | Subject: Follow up",
                "two  blanks            | Subject: two  blanks",
                "100% \"sure\" (really) | Subject: 100% \"sure\" (really)",
                "Grüße aus Hamburg      | Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_Hamburg?=",
                "Grüße                  | Subject: =?UTF-8?B?R3LDvMOfZQ==?=",
                "Re: a b ü              | Subject: =?UTF-8?Q?Re=3A_a_b_=C3=BC?=",
                "счёт                   | Subject: =?UTF-8?B?0YHRh9GR0YI=?=",
                "=?UTF-8?Q?a?=          | Subject: =?UTF-8?B?PT9VVEYtOD9RP2E/PQ==?=",
                "`ends with a blank `   | Subject: =?UTF-8?Q?ends_with_a_blank_?=",
                "``                     | Subject:",
            })
    void a_subject_is_text_or_the_shorter_kind_of_encoded_word(String subject, String field) {
        assertThat(text("Subject", subject)).isEqualTo(field + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Grace Hopper    | To: Grace Hopper <grace@example.net>",
                "O'Neil-Smith    | To: O'Neil-Smith <grace@example.net>",
                "Hopper, Grace   | To: \"Hopper, Grace\" <grace@example.net>",
                "Grace B. Hopper | To: \"Grace B. Hopper\" <grace@example.net>",
                "Grace \"Amazing\" \\ | To: \"Grace \\\"Amazing\\\" \\\\\" <grace@example.net>",
                "grace@example.org | To: \"grace@example.org\" <grace@example.net>",
                "Jørgen, Rode    | To: =?UTF-8?Q?J=C3=B8rgen=2C_Rode?= <grace@example.net>",
                "``              | To: grace@example.net",
            })
    void a_display_name_is_atoms_a_quoted_string_or_encoded_words(String name, String field) {
        assertThat(mailboxes(List.of(Mailbox.of(name, "grace@example.net")))).isEqualTo(field + "\r\n");
    }

    @Test
    void encoded_words_hold_whole_characters_in_75_octets_on_lines_of_76() {
        for (String phrase : MimeCorpus.PHRASES) {
            String field = text("Subject", "ß" + phrase);

            StringBuilder decoded = new StringBuilder();
            for (String word : words(field)) {
                assertThat(word).matches(ENCODED_WORD).hasSizeLessThanOrEqualTo(75);
                String part = decode(word);
                assertThat(part).as("a whole character in %s", word).doesNotContain("\uFFFD");
                decoded.append(part);
            }
            assertThat(decoded).hasToString("ß" + phrase);
            assertThat(field.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        }
    }

    @ParameterizedTest
    @CsvSource({"👨‍👩‍👧‍👦", "👩🏽‍🚀", "🇪🇺", "e\u0301\u0323", "क्षि"})
    void what_people_see_as_one_character_stays_in_one_encoded_word(String character) {
        for (String word : words(text("Subject", character.repeat(20)))) {
            assertThat(decode(word).replace(character, "")).as(word).isEmpty();
        }
    }

    @Test
    void a_character_of_more_marks_than_a_word_can_hold_is_parted_between_marks() {
        String character = "a" + "\u0301".repeat(200);

        List<String> parts = new ArrayList<>();
        for (String word : words(text("Subject", character))) {
            parts.add(decode(word));
        }

        assertThat(String.join("", parts)).isEqualTo(character);
    }

    @Test
    void long_fields_are_folded_before_their_blanks() {
        String body = "word ".repeat(40) + "two  blanks";

        String field = text("X-Note", body);

        assertThat(field.lines())
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        assertThat(field.replace("\r\n", "")).isEqualTo("X-Note: " + body);
    }

    @Test
    void a_long_list_of_mailboxes_is_folded_between_them() {
        List<Mailbox> mailboxes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            mailboxes.add(Mailbox.of("Recipient " + i, "recipient" + i + "@example.net"));
        }

        String field = mailboxes(mailboxes);

        assertThat(field.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        assertThat(field.replace("\r\n", "").split(",")).hasSize(50);
    }

    @Test
    void a_link_is_never_broken_and_never_encoded() {
        String link = "<https://example.com/" + "u".repeat(400) + ">";

        assertThat(text("List-Unsubscribe", link)).isEqualTo("List-Unsubscribe: " + link + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"List-Unsubscribe", "References", "in-reply-to"})
    void a_field_for_programs_is_refused_rather_than_encoded(String name) {
        assertThatThrownBy(() -> text(name, "<ü@example.com>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
        assertThatThrownBy(() -> text(name, "<" + "x".repeat(1_000) + ">"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minutes.pdf   | filename=\"minutes.pdf\"              | name=\"minutes.pdf\"",
                "a b.pdf       | filename=\"a b.pdf\"                  | name=\"a b.pdf\"",
                "Größe.pdf     | filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf | name=\"Gro_e.pdf\"",
                "請求書.pdf      | filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf | name=\"_.pdf\"",
                "it's 100%.txt | filename*=UTF-8''it%27s%20100%25.txt | name=\"it's 100%.txt\"",
            })
    void a_file_name_stands_whole_in_the_disposition_and_in_ascii_in_the_type(
            String fileName, String disposition, String type) {
        assertThat(FileNameParameters.ofDisposition(fileName)).containsExactly(disposition);
        assertThat(FileNameParameters.ofContentType(fileName)).isEqualTo(type);
    }

    @Test
    void a_long_file_name_is_continued_in_sections() {
        assertThat(FileNameParameters.ofDisposition("漢".repeat(20) + ".pdf"))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        section -> assertThat(section).matches("filename\\*\\d\\*=(UTF-8'')?(%[0-9A-F]{2}|[.a-z])+"))
                .allSatisfy(section -> assertThat(section).hasSizeLessThanOrEqualTo(74));
        assertThat(FileNameParameters.ofContentType("a".repeat(140) + ".pdf"))
                .endsWith("a.pdf\"")
                .hasSizeLessThan(76);
    }

    private static String text(String name, String body) {
        OctetBuffer out = new OctetBuffer(64);
        new HeaderWriter(out).text(name, body);
        return ascii(out);
    }

    private static List<String> words(String field) {
        return List.of(field.substring(field.indexOf(':') + 1).strip().split("\\s+", -1));
    }

    private static String mailboxes(List<Mailbox> mailboxes) {
        OctetBuffer out = new OctetBuffer(64);
        new HeaderWriter(out).mailboxes("To", mailboxes);
        return ascii(out);
    }

    private static String ascii(OctetBuffer out) {
        return new String(out.octets(), 0, out.size(), StandardCharsets.US_ASCII);
    }

    private static String decode(String word) {
        Matcher matcher = ENCODED_WORD.matcher(word);
        assertThat(matcher.matches()).as(word).isTrue();
        byte[] octets = matcher.group(1).equals("B")
                ? Base64.getDecoder().decode(matcher.group(2))
                : unquoted(matcher.group(2));
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] unquoted(String text) {
        StringBuilder latin1 = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=') {
                latin1.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                latin1.append(text.charAt(i) == '_' ? ' ' : text.charAt(i));
            }
        }
        return latin1.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
