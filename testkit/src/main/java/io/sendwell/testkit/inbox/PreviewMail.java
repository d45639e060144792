package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.MailPreview;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/** A mail that nobody sent. */
record PreviewMail(String id, String name, MailPreview preview) implements InboxMail {

    @Override
    public Line line() {
        MailContent content = content();
        boolean leaves = preview.report().sendable();
        return new Line(
                "preview",
                name,
                content.field("From"),
                content.field("To"),
                content.field("Subject"),
                Instant.EPOCH,
                preview.message().size(),
                content.files().size(),
                leaves ? "would leave" : "would not leave",
                leaves ? Tone.GOOD : Tone.BAD);
    }

    @Override
    public MailContent content() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            preview.message().writeTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException("An attachment of the preview \"" + name + "\" cannot be read", e);
        }
        return MimeEntity.read(octets.toByteArray()).content();
    }

    @Override
    public Source source() {
        return new Source(
                id + ".eml",
                "message/rfc822",
                preview.message().size(),
                out -> preview.message().writeTo(out));
    }

    @Override
    public void tell(ObjectNode json) {
        json.put("plan", preview.plan().explain());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : preview.report().findings()) {
            findings.addObject()
                    .put("code", finding.code())
                    .put("severity", finding.severity().name())
                    .put("status", finding.status().name())
                    .put("seen", finding.seen())
                    .put("wanted", finding.wanted())
                    .put("fix", finding.fix())
                    .put("source", finding.source())
                    .put("tone", tone(finding).word().toLowerCase(Locale.ROOT));
        }
    }

    private static Tone tone(Finding finding) {
        if (finding.stopsSending()) {
            return Tone.BAD;
        }
        return finding.status() == FindingStatus.PASS ? Tone.GOOD : Tone.WAITING;
    }
}
