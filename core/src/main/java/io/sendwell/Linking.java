package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.message.Attachment;
import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts links in place of what is attached to a mail, where the application wants that: once, before the mail is merged. What is
 * scheduled keeps the links that it has then. Threads share it.
 */
final class Linking {

    private static final Logger log = LoggerFactory.getLogger(Linking.class);

    // Base64 has 4 octets for 3, and lines of 76 with two more at their end (RFC 2045 section 6.8).
    private static final double GROWTH = 4.0 / 3 * 78 / 76;

    private final Optional<AttachmentLinks> links;
    private final RoutePlanner planner;
    private final SendingPolicy policy;

    Linking(Optional<AttachmentLinks> links, RoutePlanner planner, SendingPolicy policy) {
        this.links = links;
        this.planner = planner;
        this.policy = policy;
    }

    /**
     * A mail to be prepared.
     *
     * @param finding what was done to it, or why that failed; empty when it is to carry what is attached to it
     */
    record Linked(Mail mail, Optional<Finding> finding) {

        /** Whether it has links, or would have. */
        boolean isLinked() {
            return finding.isPresent();
        }

        boolean failed() {
            return finding.filter(Finding::stopsSending).isPresent();
        }

        Preparation.Prepared told(Preparation.Prepared prepared) {
            return finding.map(prepared::with).orElse(prepared);
        }

        /** The mail of a broadcast's person, with the links of the template. */
        Mail to(Mail person) {
            return isLinked() ? rewritten(person, mail.text(), mail.html()) : person;
        }

        /** Of the digests of all that the mail had, those of what it still carries. */
        List<String> left(Mail before, List<String> digests) {
            return IntStream.range(0, digests.size())
                    .filter(i -> !isLinked() || before.attachments().get(i).isInline())
                    .mapToObj(digests::get)
                    .toList();
        }
    }

    /** The mail as it would be prepared, without links; nothing is kept anywhere. */
    Linked preview(AccountSettings account, Mail mail) {
        if (links.isEmpty()) {
            return new Linked(mail, Optional.empty());
        }
        Mail without = placed(mail, LinkBlock.none());
        return applies(links.get(), account, mail, without)
                ? new Linked(bare(without), Optional.of(applied(mail)))
                : new Linked(without, Optional.empty());
    }

    /**
     * A mail of which the preview has no attachments, with the links; all files are kept by then.
     *
     * @param departure when it leaves, which may lie ahead
     */
    Linked linked(AccountSettings account, Mail mail, Instant departure) {
        AttachmentLinks wanted = links.orElseThrow();
        Instant until = departure.plus(wanted.lifetime());
        List<LinkBlock.Line> lines = new ArrayList<>();
        for (Attachment file : attached(mail)) {
            try {
                HostedFile kept = wanted.host().keep(upload(account.id(), file, until));
                if (kept.end().filter(end -> end.isBefore(until)).isPresent()) {
                    return failed(
                            mail,
                            "The file is kept until " + kept.end().get() + ", and is needed until " + until + ".");
                }
                lines.add(new LinkBlock.Line(file, kept));
            } catch (IOException | RuntimeException e) {
                log.warn(
                        "An attachment of account {} could not be kept for a link, so its mail does not leave",
                        account.id(),
                        e);
                return failed(mail, String.valueOf(e.getMessage()));
            }
        }
        return new Linked(
                bare(placed(mail, block(wanted, account.timeZone(), mail, lines))), Optional.of(applied(mail)));
    }

    private static LinkBlock block(AttachmentLinks wanted, ZoneId zone, Mail mail, List<LinkBlock.Line> lines) {
        return LinkBlock.of(lines, LinkBlock.languageOf(mail).orElse(wanted.language()), zone);
    }

    private boolean applies(AttachmentLinks wanted, AccountSettings account, Mail mail, Mail without) {
        if (attached(mail).isEmpty()) {
            return false;
        }
        boolean overEspLimit = wanted.when() == AttachmentLinks.When.OVER_ESP_LIMIT
                && account.firstRoute() == Route.ESP
                && mail.attachmentSize() > policy.espAttachmentLimit();
        boolean overReceivers = mail.attachmentSize() * GROWTH > policy.wireSizeLimit();
        return overEspLimit || overReceivers || (!leaves(account, mail) && leaves(account, bare(without)));
    }

    private boolean leaves(AccountSettings account, Mail mail) {
        return planner.plan(account, mail, new CheckReport(List.of())).sendable();
    }

    private static List<Attachment> attached(Mail mail) {
        return mail.attachments().stream().filter(file -> !file.isInline()).toList();
    }

    private static AttachmentHost.Upload upload(AccountId account, Attachment file, Instant until) throws IOException {
        String what =
                String.join("\n", account.toString(), file.fileName(), file.contentType(), FrozenSending.digest(file));
        String key = HexFormat.of().formatHex(ContentHash.sha256().digest(what.getBytes(StandardCharsets.UTF_8)));
        return new AttachmentHost.Upload(account, key, file, until);
    }

    private static Mail placed(Mail mail, LinkBlock block) {
        return mail.text().filter(block::changesText).isPresent()
                        || mail.html().filter(block::changesHtml).isPresent()
                ? rewritten(mail, mail.text().map(block::inText), mail.html().map(block::inHtml), mail.attachments())
                : mail;
    }

    private static Mail bare(Mail mail) {
        return rewritten(mail, mail.text(), mail.html());
    }

    private static Mail rewritten(Mail mail, Optional<String> text, Optional<String> html) {
        return rewritten(
                mail,
                text,
                html,
                mail.attachments().stream().filter(Attachment::isInline).toList());
    }

    private static Mail rewritten(Mail mail, Optional<String> text, Optional<String> html, List<Attachment> files) {
        MailBuilder builder = mail.toBuilder().onlyAttachments(files);
        text.ifPresent(builder::text);
        html.ifPresent(builder::html);
        return builder.build();
    }

    private static Finding applied(Mail mail) {
        List<Attachment> files = attached(mail);
        return Finding.applied(MailRule.ATTACHMENTS_LINKED)
                .with("count", files.size())
                .with("octets", files.stream().mapToLong(Attachment::size).sum());
    }

    private static Linked failed(Mail mail, String why) {
        return new Linked(
                bare(placed(mail, LinkBlock.none())),
                Optional.of(Finding.fail(MailRule.ATTACHMENTS_NOT_HOSTED).with("problem", why)));
    }
}
