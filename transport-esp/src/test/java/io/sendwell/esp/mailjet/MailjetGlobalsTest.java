package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.message.Attachment;
import io.sendwell.message.MailBuilder;
import io.sendwell.transport.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetGlobalsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MailjetRequestWriter WRITER = new MailjetRequestWriter(false, true);

    private static final List<String> SUBJECTS = List.of("", "Hello", "Grüße \"an\" alle\\", "🎉 now");
    private static final List<String> PARTS =
            List.of("", "plain", "line\r\nline\ttab\u0001\u2028", "<p>größer & \"besser\"</p>", "{{var:x}} 😀");
    private static final List<Attachment> FILES = List.of(
            Attachment.of("a.txt", new byte[] {1}),
            Attachment.of("b.pdf", new byte[] {1, 2}),
            Attachment.of("ü.bin", new byte[100_001]));
    private static final List<Attachment> INLINE_FILES = List.of(
            FILES.get(0).inline("a"), FILES.get(1).inline("b"), FILES.get(2).inline("c"));

    /** What Mailjet's guide says about joining Globals and a message. */
    private static JsonNode joined(JsonNode globals, JsonNode message) {
        ObjectNode joined = globals.isMissingNode() ? JSON.createObjectNode() : globals.deepCopy();
        message.properties().forEach(own -> {
            JsonNode shared = joined.path(own.getKey());
            if (shared.isArray()) {
                ((ArrayNode) shared).addAll((ArrayNode) own.getValue());
            } else if (shared.isObject()) {
                ((ObjectNode) shared).setAll((ObjectNode) own.getValue());
            } else {
                joined.set(own.getKey(), own.getValue());
            }
        });
        return joined;
    }

    private static JsonNode written(List<MailjetMessage> batch) throws IOException {
        MailjetRequestBody body = WRITER.write(batch);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        body.writeTo(octets, () -> {});
        assertThat(body.length()).isEqualTo(octets.size());
        return JSON.readTree(octets.toByteArray());
    }

    private static Submission random(int number, Random random, int variety) {
        return Submissions.number(number, mail -> {
            MailBuilder any = mail.subject(pick(SUBJECTS, random, variety))
                    .text("t" + pick(PARTS, random, variety))
                    .html(pick(PARTS, random, variety))
                    .header("X-One", pick(SUBJECTS, random, variety))
                    .header("X-" + random.nextInt(variety), "same");
            if (random.nextInt(variety) == 0) {
                any.replyTo(pick(List.of("Help", "Hilfe", "Aide"), random, variety), "help@example.org");
            }
            if (random.nextInt(variety) == 0) {
                any.from(pick(List.of("News", "Nachrichten", "Nouvelles"), random, variety), "news@example.org");
            }
            if (random.nextInt(variety) == 0) {
                any.providerOption("mailjet", "TrackOpens", pick(List.of("enabled", "disabled"), random, variety))
                        .providerOption("mailjet", "Priority", "3")
                        .providerOption("mailjet", "DeduplicateCampaign", "true")
                        .providerOption("mailjet", "URLTags", pick(List.of("a=1", "b=2"), random, variety));
            }
            for (int file = 0; file < random.nextInt(1 + variety); file++) {
                any.attach(pick(FILES, random, variety));
            }
            for (Attachment file : INLINE_FILES.subList(0, random.nextInt(Math.min(4, 1 + variety)))) {
                any.attach(file);
            }
            return any;
        });
    }

    private static <T> T pick(List<T> values, Random random, int variety) {
        return values.get(random.nextInt(Math.min(variety, values.size())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void a_call_says_of_each_message_what_a_call_with_it_alone_says(long seed) throws IOException {
        Random random = new Random(seed);
        int variety = 1 + random.nextInt(3);
        List<MailjetMessage> batch = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            batch.add(MailjetMessage.of(Submissions.ACCOUNT, random(number, random, variety)));
        }

        JsonNode call = written(batch);

        for (int index = 0; index < batch.size(); index++) {
            JsonNode alone = written(List.of(batch.get(index)));
            assertThat(alone.has("Globals")).isFalse();
            assertThat(joined(call.path("Globals"), call.path("Messages").get(index)))
                    .as("message %d of seed %d", index, seed)
                    .isEqualTo(alone.path("Messages").get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void a_body_is_never_larger_than_the_batcher_thought(long seed) throws IOException {
        Random random = new Random(seed);
        List<MailjetMessage> messages = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            messages.add(MailjetMessage.of(Submissions.ACCOUNT, random(number, random, 3)));
        }
        MailjetBatcher batcher = new MailjetBatcher(700_000);

        for (List<MailjetMessage> batch : batcher.batches(messages)) {
            assertThat(WRITER.write(batch).length()).as("seed %d", seed).isLessThanOrEqualTo(batcher.maxBody());
        }
    }

    @Test
    void what_is_the_same_in_all_messages_is_written_once() throws IOException {
        String html = "<p>" + "long ".repeat(2_000) + "</p>";
        Attachment brochure = Attachment.of("brochure.pdf", new byte[30_000]);
        List<MailjetMessage> batch =
                Submissions.count(50, mail -> mail.html(html).attach(brochure).header("X-A", "1")).stream()
                        .map(submission -> MailjetMessage.of(Submissions.ACCOUNT, submission))
                        .toList();

        JsonNode call = written(batch);

        assertThat(call.path("Globals").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "From", "Subject", "TextPart", "HTMLPart", "CustomCampaign", "Headers", "Attachments");
        assertThat(call.path("Messages").get(49).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("To", "CustomID", "EventPayload");
        assertThat(WRITER.write(batch).length()).isLessThan(60_000);
    }
}
