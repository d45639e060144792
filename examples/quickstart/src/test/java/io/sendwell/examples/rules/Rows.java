package io.sendwell.examples.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import io.sendwell.message.Attachment;
import io.sendwell.message.MailBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * What the rows of the tables of rules are made of. A row is named after its rule: a mail is sent, or tried, and what left is read
 * on the far side. Switching the rule off fails its row.
 */
final class Rows {

    private Rows() {}

    interface Steps {
        void on(Scene scene) throws Exception;
    }

    static DynamicTest rule(String name, Steps steps) {
        return dynamicTest(name, () -> {
            try (Scene scene = new Scene()) {
                steps.on(scene);
            }
        });
    }

    /** The mail cannot even be composed; the exception names the place. */
    static void refused(Scene scene, MailBuilder mail, String place) {
        assertThatIllegalArgumentException().isThrownBy(() -> scene.send(mail)).withMessageContaining(place);
    }

    /** The mail is composed, and a finding of this code keeps it from leaving. */
    static void stopped(Scene scene, MailBuilder mail, String code) {
        int before = scene.left().size();
        Receipt receipt = scene.send(mail);
        assertThat(codes(receipt)).contains(code);
        assertThat(receipt.wasSubmitted()).isFalse();
        assertThat(scene.left()).hasSize(before);
    }

    static List<String> codes(Receipt receipt) {
        return receipt.report().stops().stream().map(Finding::code).toList();
    }

    static List<String> commands(Scene scene) {
        List<String> lines = new ArrayList<>();
        scene.server().sessions().forEach(session -> lines.addAll(session.lines()));
        return lines;
    }

    static BlocklistEntry gone(String address) {
        return BlocklistEntry.hardBounce(
                EmailAddress.parse(address), "550 5.1.1", "user unknown", "smtp", Instant.EPOCH);
    }

    static Attachment zeros(long size) {
        return Attachment.of("zeros.bin", "application/octet-stream", size, () -> new ZeroStream(size));
    }
}
