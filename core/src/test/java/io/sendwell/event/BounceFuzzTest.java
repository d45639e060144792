package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceFuzzTest {

    private static final long SEED = 32;
    private static final int ROUNDS = 3_000;
    private static final String ODD = "\u0000\u001b\r\n\t\u2028\u202e\uD83D\uDE00\uFFFE@<>#*.;:$|\u0130\u2019'";

    private final Random random = new Random(SEED);
    private final List<RecordedReply> replies = RecordedReply.all();

    @Test
    void nothing_that_is_said_makes_the_classifier_throw_or_answer_without_bounds() {
        for (int round = 0; round < ROUNDS; round++) {
            Diagnostic said = anything();
            Bounce bounce = BounceClassifier.shipped().classify(said);
            assertThat(bounce.row()).as("%s", said).matches("B\\d+");
            assertThat(bounce.text()).hasSizeLessThanOrEqualTo(Wording.MOST_EXAMINED);
            assertThat(bounce.text().chars().noneMatch(Character::isISOControl)).isTrue();
            assertThat(bounce.text().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                    .isTrue();
        }
    }

    @Test
    void nothing_without_a_permanent_code_is_hard() {
        for (int round = 0; round < ROUNDS; round++) {
            Diagnostic said = anything();
            BounceKind kind = BounceClassifier.shipped().classify(said).kind();
            if (kind == BounceKind.HARD) {
                assertThat(said.replyCode().startsWith("5")
                                || said.enhancedCode().startsWith("5"))
                        .as("%s", said)
                        .isTrue();
                assertThat(said.replyCode()).doesNotMatch("[234]\\d\\d");
                assertThat(said.enhancedCode()).doesNotMatch("4\\.\\d{1,3}\\.\\d{1,3}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user ", "a@", "@", "550 ", "5.5.", "[cs1", "mailbox a", "user mailbox ", "does not ", "\n", "'"
            })
    void a_text_that_almost_matches_again_and_again_is_read_to_its_bound(String piece) {
        String text = "550 " + piece.repeat(1_000_000);
        Bounce bounce = BounceClassifier.shipped().classify(Diagnostic.inText(text));
        assertThat(bounce.text()).hasSizeLessThanOrEqualTo(Wording.MOST_EXAMINED);
        assertThat(bounce.kind()).isNotEqualTo(BounceKind.HARD);
    }

    private Diagnostic anything() {
        List<Supplier<Diagnostic>> ways = List.of(
                () -> Diagnostic.inText(text()),
                () -> Diagnostic.reply(code(), code(), text()),
                () -> Diagnostic.deliveryStatus(text(), code(), text()));
        return ways.get(random.nextInt(ways.size()))
                .get()
                .origin(any(ReplyOrigin.values()))
                .domain(any(RecipientDomain.values()));
    }

    private String code() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> String.valueOf(random.nextInt(1_000));
            case 2 -> random.nextInt(7) + "." + random.nextInt(12) + "." + random.nextInt(700);
            case 3 -> "5.99999999999.1";
            case 4 -> replies.get(random.nextInt(replies.size())).said().enhancedCode();
            default -> text();
        };
    }

    /** Pieces of replies, torn, turned and strewn with characters that no reply has. */
    private String text() {
        List<String> pieces = new ArrayList<>();
        int number = random.nextInt(4);
        for (int piece = 0; piece < number; piece++) {
            String whole = replies.get(random.nextInt(replies.size())).said().text();
            int from = random.nextInt(whole.length() + 1);
            pieces.add(whole.substring(from, from + random.nextInt(whole.length() - from + 1)));
            pieces.add(Stream.generate(() -> ODD.charAt(random.nextInt(ODD.length())))
                    .limit(random.nextInt(4))
                    .map(String::valueOf)
                    .reduce("", String::concat));
        }
        return String.join("", pieces).repeat(1 + random.nextInt(3));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
