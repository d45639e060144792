package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BounceClassifierTest {

    private static final BounceClassifier SHIPPED = BounceClassifier.shipped();

    /** What a reply may be about without saying anything of the address. */
    private static final Set<String> ABOUT_US =
            Set.of("sender", "reputation", "authentication", "policy", "content", "size", "quota", "rate");

    /** Every code under which a row of the table takes an address for dead. */
    private static final List<List<String>> CODES_OF_DEAD_ADDRESSES = List.of(
            List.of("550", "5.1.1"),
            List.of("550", "5.1.2"),
            List.of("550", "5.1.3"),
            List.of("550", "5.1.6"),
            List.of("550", "5.1.10"),
            List.of("550", "5.2.1"),
            List.of("550", "5.4.4"),
            List.of("550", "5.5.0"),
            List.of("550", "5.7.13"),
            List.of("550", "5.7.17"),
            List.of("550", ""),
            List.of("551", ""),
            List.of("554", "5.0.0"),
            List.of("550", "5.7.1"),
            List.of("556", ""));

    static List<RecordedReply> replies() {
        return RecordedReply.all();
    }

    static Stream<RecordedReply> repliesAboutUs() {
        return replies().stream().filter(reply -> ABOUT_US.contains(reply.about()));
    }

    static IntStream rows() {
        return IntStream.range(0, SHIPPED.rows().size());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_reply_is_read_as_written_beside_it(RecordedReply reply) {
        Bounce bounce = SHIPPED.classify(reply.said());
        assertThat(bounce.row() + " " + bounce.kind()).isEqualTo(reply.row() + " " + reply.kind());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void only_what_is_about_the_address_or_the_recipients_wish_is_listed_at_once(RecordedReply reply) {
        if (!Set.of("address", "complaint").contains(reply.about())) {
            assertThat(SHIPPED.classify(reply.said()).kind().listing()).isNotEqualTo(Listing.AT_ONCE);
        }
    }

    @ParameterizedTest
    @MethodSource("repliesAboutUs")
    void what_is_about_us_or_a_full_mailbox_is_never_hard_whatever_code_it_comes_under(RecordedReply reply) {
        for (List<String> codes : CODES_OF_DEAD_ADDRESSES) {
            Diagnostic said = Diagnostic.reply(codes.get(0), codes.get(1), withoutCodes(reply))
                    .domain(RecipientDomain.TAKES_NONE);
            assertThat(SHIPPED.classify(said).kind()).as("%s", codes).isNotEqualTo(BounceKind.HARD);
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void what_is_temporary_is_never_hard(RecordedReply reply) {
        Diagnostic said = reply.said();
        String text = withoutCodes(reply);
        assertThat(Stream.of(
                                Diagnostic.reply("450", "", text),
                                Diagnostic.reply("450", "4.1.1", text),
                                Diagnostic.reply("", "4.1.1", text),
                                Diagnostic.reply("450", said.enhancedCode(), text),
                                Diagnostic.reply(said.replyCode(), "4.2.1", text))
                        .map(soft -> soft.domain(RecipientDomain.TAKES_NONE))
                        .map(SHIPPED::classify)
                        .map(Bounce::kind))
                .doesNotContain(BounceKind.HARD, BounceKind.HARD_UNCONFIRMED);
    }

    @Test
    void there_are_32_rows_in_the_order_of_their_numbers() {
        assertThat(SHIPPED.rows().stream().map(BounceRow::name).distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 32)
                        .mapToObj(number -> "B" + number)
                        .toList());
    }

    @Test
    void every_row_says_what_it_means() {
        assertThat(SHIPPED.rows()).allSatisfy(row -> {
            assertThat(row.meaning()).isNotBlank();
            assertThat(row.ways()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void without_one_of_its_rows_the_table_reads_some_reply_wrongly(int index) {
        List<BounceRow> rows = new ArrayList<>(SHIPPED.rows());
        rows.remove(index);
        assertThat(readsAllRightly(new BounceClassifier(rows))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void without_one_line_of_a_row_the_table_reads_some_reply_wrongly(int index) {
        BounceRow row = SHIPPED.rows().get(index);
        for (int line = 0; line < row.ways().size(); line++) {
            List<Clue> ways = new ArrayList<>(row.ways());
            ways.remove(line);
            List<BounceRow> rows = new ArrayList<>(SHIPPED.rows());
            rows.set(index, new BounceRow(row.name(), row.kind(), row.meaning(), ways));
            assertThat(readsAllRightly(new BounceClassifier(rows)))
                    .as("%s without its line %s", row.name(), line + 1)
                    .isFalse();
        }
    }

    @Test
    void the_replies_are_many_and_hit_every_row() {
        assertThat(replies()).hasSizeGreaterThanOrEqualTo(240);
        assertThat(replies().stream().map(RecordedReply::row).distinct().count())
                .isEqualTo(32);
    }

    @Test
    void the_other_sides_words_are_kept_on_one_line_beside_our_reading() {
        Bounce bounce = SHIPPED.classify(
                Diagnostic.inText("550-5.1.1 No such user\r\n550 5.1.1 <ada@example.net>\u0000 \uD83D\r\n"));
        assertThat(bounce)
                .isEqualTo(new Bounce(
                        BounceKind.HARD,
                        "B9",
                        "550 5.1.1",
                        "550-5.1.1 No such user 550 5.1.1 <ada@example.net> \uFFFD"));
    }

    @Test
    void a_very_long_text_is_cut_and_not_looked_at_beyond() {
        String dots = ".".repeat(Wording.MOST_EXAMINED);
        Bounce bounce = SHIPPED.classify(Diagnostic.reply("550", "", dots + " user unknown"));
        assertThat(bounce.row()).isEqualTo("B31");
        assertThat(bounce.text()).isEqualTo(dots);
    }

    @Test
    void addresses_in_a_text_say_nothing() {
        assertThat(SHIPPED.classify(Diagnostic.reply("550", "5.7.0", "<user unknown@example.net>, spam@example.net"))
                        .row())
                .isEqualTo("B29");
    }

    @Test
    void the_gap_in_a_text_does_not_go_on_over_the_end_of_a_sentence_or_for_ever() {
        String mailbox = "The mailbox";
        assertThat(SHIPPED.classify(Diagnostic.reply("550", "", mailbox + " ada does not exist"))
                        .row())
                .isEqualTo("B9");
        assertThat(SHIPPED.classify(Diagnostic.reply("550", "", mailbox + " is fine. The road does not exist"))
                        .row())
                .isEqualTo("B31");
        assertThat(SHIPPED.classify(Diagnostic.reply("550", "", mailbox + " la".repeat(30) + " does not exist"))
                        .row())
                .isEqualTo("B31");
    }

    @Test
    void a_table_without_a_row_for_it_leaves_a_bounce_unknown() {
        assertThat(BounceClassifier.of(List.of()).classify(Diagnostic.inText("550 5.1.1 No such user")))
                .isEqualTo(new Bounce(BounceKind.UNKNOWN, "", "550 5.1.1", "550 5.1.1 No such user"));
    }

    @Test
    void an_applications_own_table_decides_by_its_first_row_that_matches() {
        BounceClassifier own = BounceClassifier.of(List.of(
                "# ours",
                "$closed = the office is closed",
                "      | on holiday",
                "",
                "X1 SOFT if-repeated  They are away.",
                "  when by receiver; says $closed",
                "X2 UNCLEAR if-repeated  The rest.",
                "  when anything"));
        assertThat(own.classify(Diagnostic.inText("We are ON HOLIDAY")).row()).isEqualTo("X1");
        assertThat(own.classify(Diagnostic.inText("on holiday").origin(ReplyOrigin.OUR_RELAY))
                        .row())
                .isEqualTo("X2");
    }

    @ParameterizedTest
    @MethodSource("linesOfNoTable")
    void a_line_that_is_none_of_a_table_is_quoted(String line) {
        List<String> table = List.of("X1 SOFT if-repeated  A row.", line);
        assertThatThrownBy(() -> BounceClassifier.of(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.strip());
    }

    static List<String> linesOfNoTable() {
        return List.of(
                "X2 SOFTLY if-repeated  no such kind",
                "X2 SOFT at-once  no bounce of this kind is listed at once",
                "X2 SOFT",
                "  when smells bad",
                "  when code 5.1",
                "  when code 5.x.y",
                "  when says $nothing-of-the-kind",
                "  when says ",
                "  when says a | | b",
                "  when word user * gone",
                "  when domain takes-some",
                "  when by nobody",
                "  when reply 55",
                "$name");
    }

    private static boolean readsAllRightly(BounceClassifier table) {
        return replies().stream().allMatch(reply -> {
            Bounce bounce = table.classify(reply.said());
            return bounce.row().equals(reply.row()) && bounce.kind() == reply.kind();
        });
    }

    private static String withoutCodes(RecordedReply reply) {
        Diagnostic said = reply.said();
        String text = said.text();
        for (String code : List.of(said.replyCode(), said.enhancedCode())) {
            text = code.isEmpty() ? text : text.replace(code, "");
        }
        return text;
    }
}
