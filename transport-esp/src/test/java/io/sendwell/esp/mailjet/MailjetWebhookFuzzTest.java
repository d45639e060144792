package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.event.DeliveryEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MailjetWebhookFuzzTest {

    private static final long SEED = 5;
    private static final int ROUNDS = 400;
    private static final String ODD = "{}[]\",:\\u0tfn-+.eE19 \n\u0000\u001b\u2028\uFFFD\uD83D\uDE00/*'";

    private final Random random = new Random(SEED);
    private final List<ObjectNode> events = Posts.events();
    private final List<DeliveryEvent> taken = new ArrayList<>();
    private final MailjetWebhook webhook =
            MailjetWebhook.to(taken::addAll).guardedBy(Posts.GUARD).build();

    @Test
    void whatever_octets_come_they_are_answered_and_what_is_handed_on_is_sound() {
        byte[] whole = Posts.grouped(events).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutated(whole);

            WebhookReply reply = webhook.receive(Posts.post(body));

            assertThat(reply.status()).as("round %d of seed %d", round, SEED).isEqualTo(200);
            assertThat(reply).isEqualTo(WebhookReply.taken(taken.size()));
            taken.forEach(MailjetWebhookFuzzTest::isSound);
            taken.clear();
        }
    }

    @Test
    void one_bad_event_takes_no_other_along_as_long_as_its_quotation_marks_and_brackets_are_in_pairs() {
        for (int round = 0; round < ROUNDS; round++) {
            int chosen = random.nextInt(events.size());
            List<String> bodies = events.stream().map(ObjectNode::toString).collect(Collectors.toList());
            bodies.set(chosen, altered(bodies.get(chosen)));
            List<String> others = new ArrayList<>(bodies);
            others.remove(chosen);

            webhook.receive(Posts.post(Posts.grouped(bodies)));

            assertThat(taken)
                    .extracting(event -> event.report().raw())
                    .as("round %d of seed %d", round, SEED)
                    .containsAll(others);
            taken.clear();
        }
    }

    private byte[] mutated(byte[] whole) {
        byte[] body = whole.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(body.length);
            body = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(body, Math.max(1, at));
                case 1 -> with(body, at, (byte) random.nextInt(256));
                case 2 -> with(body, at, (byte) ODD.charAt(random.nextInt(ODD.length())));
                case 3 -> without(body, at, random.nextInt(30));
                default -> doubled(body, at, random.nextInt(200));
            };
        }
        return body;
    }

    private static byte[] with(byte[] body, int at, byte octet) {
        byte[] changed = body.clone();
        changed[at] = octet;
        return changed;
    }

    private static byte[] without(byte[] body, int at, int length) {
        int end = Math.min(body.length, at + length);
        byte[] changed = Arrays.copyOf(body, body.length - (end - at) + 1);
        System.arraycopy(body, end, changed, at, body.length - end);
        return changed;
    }

    private static byte[] doubled(byte[] body, int at, int length) {
        int end = Math.min(body.length, at + length);
        byte[] changed = Arrays.copyOf(body, body.length + end - at);
        System.arraycopy(body, at, changed, end, body.length - at);
        return changed;
    }

    private String altered(String event) {
        StringBuilder changed = new StringBuilder(event);
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int at = random.nextInt(changed.length());
            char other = ODD.charAt(random.nextInt(ODD.length()));
            boolean keepsPairs = "{}[]\"\\".indexOf(other) < 0 && "{}[]\"\\".indexOf(changed.charAt(at)) < 0;
            if (keepsPairs) {
                changed.setCharAt(at, other);
            }
        }
        return changed.toString();
    }

    private static void isSound(DeliveryEvent event) {
        assertThat(event.report().raw()).hasSizeLessThanOrEqualTo(16_384);
        String kept = event.toString().replace(event.report().raw(), "");
        assertThat(kept.codePoints().noneMatch(MailjetWebhookFuzzTest::isUnfit))
                .as("%s", kept)
                .isTrue();
    }

    private static boolean isUnfit(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x2028
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
