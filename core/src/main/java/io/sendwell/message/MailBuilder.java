package io.sendwell.message;

import io.sendwell.address.Mailbox;
import io.sendwell.internal.text.HeaderText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Composes a {@link Mail}. What makes no sense is noted and reported, all at once, by {@link #build()}.
 *
 * <p>One thread at a time; it may be used again after {@code build()}.
 */
public final class MailBuilder {

    // RFC 5321 section 4.5.3.1.8: a server takes at least 100 recipients in one transaction.
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_HEADER_FIELDS = 50;
    private static final int MAX_ABOUT = 255;

    @Nullable
    Mailbox from;

    final List<Mailbox> to = new ArrayList<>();
    final List<Mailbox> cc = new ArrayList<>();
    final List<Mailbox> bcc = new ArrayList<>();

    @Nullable
    Mailbox replyTo;

    String subject = "";

    @Nullable
    String text;

    @Nullable
    String html;

    final List<Attachment> attachments = new ArrayList<>();
    final List<HeaderField> headerFields = new ArrayList<>();

    @Nullable
    MergeData mergeData;

    @Nullable
    String about;

    @Nullable
    CampaignName campaign;

    MessageClass messageClass = MessageClass.INDIVIDUAL;

    @Nullable
    Purpose purpose;

    @Nullable
    UnsubscribeLink unsubscribe;

    private final Map<String, Map<String, String>> providerOptions = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> given = new HashSet<>();

    MailBuilder() {}

    MailBuilder(Mail mail) {
        from = mail.from();
        to.addAll(mail.to());
        cc.addAll(mail.cc());
        bcc.addAll(mail.bcc());
        replyTo = mail.replyTo().orElse(null);
        subject = mail.subject();
        text = mail.text().orElse(null);
        html = mail.html().orElse(null);
        attachments.addAll(mail.attachments());
        headerFields.addAll(mail.headerFields());
        mergeData = mail.mergeData().orElse(null);
        about = mail.about().orElse(null);
        campaign = mail.campaign().orElse(null);
        messageClass = mail.messageClass();
        purpose = mail.purpose().orElse(null);
        unsubscribe = mail.unsubscribe().orElse(null);
        mail.providersWithOptions()
                .forEach(provider -> providerOptions.put(provider, new TreeMap<>(mail.providerOptions(provider))));
    }

    /** With these files alone, attached or inline, in place of those that it had. */
    public MailBuilder onlyAttachments(List<Attachment> files) {
        List<Attachment> wanted = List.copyOf(files);
        attachments.clear();
        attachments.addAll(wanted);
        return this;
    }

    /** The author. A second call replaces the first: a mail has exactly one. */
    public MailBuilder from(Mailbox author) {
        from = author;
        return this;
    }

    /** The author, by address alone. */
    public MailBuilder from(String address) {
        return from("", address);
    }

    /** The author, by display name and address. */
    public MailBuilder from(String displayName, String address) {
        given.add("From");
        note("From", () -> from = Mailbox.of(displayName, address));
        return this;
    }

    /** One more recipient. */
    public MailBuilder to(Mailbox recipient) {
        to.add(recipient);
        return this;
    }

    /** One more recipient, by address alone. */
    public MailBuilder to(String address) {
        return to("", address);
    }

    /** One more recipient, by display name and address. */
    public MailBuilder to(String displayName, String address) {
        given.add("To");
        note("To", () -> to.add(Mailbox.of(displayName, address)));
        return this;
    }

    /** The only recipient: whoever stood in To, Cc or Bcc before is left out. */
    public MailBuilder onlyTo(Mailbox recipient) {
        to.clear();
        cc.clear();
        bcc.clear();
        to.add(recipient);
        return this;
    }

    /** One more recipient of a copy. */
    public MailBuilder cc(Mailbox recipient) {
        cc.add(recipient);
        return this;
    }

    /** One more recipient of a copy, by address alone. */
    public MailBuilder cc(String address) {
        return cc("", address);
    }

    /** One more recipient of a copy, by display name and address. */
    public MailBuilder cc(String displayName, String address) {
        note("Cc", () -> cc.add(Mailbox.of(displayName, address)));
        return this;
    }

    /** One more recipient of a blind copy: the address stands in the envelope and in no header. */
    public MailBuilder bcc(Mailbox recipient) {
        bcc.add(recipient);
        return this;
    }

    /** One more recipient of a blind copy, by address alone. */
    public MailBuilder bcc(String address) {
        note("Bcc", () -> bcc.add(Mailbox.of(address)));
        return this;
    }

    /** Where replies go when not to From; exactly one mailbox. */
    public MailBuilder replyTo(Mailbox mailbox) {
        replyTo = mailbox;
        return this;
    }

    /** Where replies go when not to From, by address alone. */
    public MailBuilder replyTo(String address) {
        return replyTo("", address);
    }

    /** Where replies go when not to From, by display name and address. */
    public MailBuilder replyTo(String displayName, String address) {
        note("Reply-To", () -> replyTo = Mailbox.of(displayName, address));
        return this;
    }

    /** The subject, on one line; a template when there is merge data. */
    public MailBuilder subject(String line) {
        note("Subject", () -> {
            HeaderText.requireOneLine("subject", line);
            subject = line;
        });
        return this;
    }

    /** The plain text part; a template when there is merge data. Line ends of any kind are taken. */
    public MailBuilder text(String part) {
        note("text part", () -> text = requireText("text part", part));
        return this;
    }

    /** The HTML part; a template when there is merge data. Without a text part one is derived from it. */
    public MailBuilder html(String part) {
        note("HTML part", () -> html = requireText("HTML part", part));
        return this;
    }

    /** Attaches a file, which is read when the mail is sent. */
    public MailBuilder attach(Path file) {
        note("attachment", () -> attachments.add(Attachment.of(file)));
        return this;
    }

    /** Attaches a file, or shows it inside the HTML when it has a content id. */
    public MailBuilder attach(Attachment attachment) {
        attachments.add(attachment);
        return this;
    }

    /** Shows a file inside the HTML under {@code cid:contentId}. */
    public MailBuilder inline(String contentId, Path file) {
        note("inline file", () -> attachments.add(Attachment.of(file).inline(contentId)));
        return this;
    }

    /** Shows a file inside the HTML under {@code cid:contentId}. */
    public MailBuilder inline(String contentId, Attachment file) {
        note("inline file", () -> attachments.add(file.inline(contentId)));
        return this;
    }

    /**
     * Adds a header field of the application's own, such as {@code X-Ticket} or {@code In-Reply-To}. Those that Sendwell
     * writes itself are refused.
     */
    public MailBuilder header(String name, String body) {
        note("header field", () -> {
            HeaderField field = new HeaderField(name, body);
            ReservedHeaderFields.requireFree(name);
            if (headerFields.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
                throw new IllegalArgumentException("The header field " + name + " is set twice; put it once.");
            }
            headerFields.add(field);
        });
        return this;
    }

    /** The application's own reference of whom or what this mail concerns; it returns with each event. */
    public MailBuilder about(String reference) {
        note("about", () -> {
            HeaderText.requireOneLine("about", reference);
            if (reference.isBlank() || reference.length() > MAX_ABOUT) {
                throw new IllegalArgumentException(
                        "A reference has 1 to " + MAX_ABOUT + " characters; this one has " + reference.length() + ".");
            }
            about = reference;
        });
        return this;
    }

    /** The campaign it belongs to, instead of the default one of its class. */
    public MailBuilder campaign(CampaignName name) {
        campaign = name;
        return this;
    }

    /** The campaign it belongs to, by name. */
    public MailBuilder campaign(String name) {
        note("campaign", () -> campaign = CampaignName.of(name));
        return this;
    }

    /** The default campaign of its class again, whatever was given before. */
    public MailBuilder defaultCampaign() {
        campaign = null;
        return this;
    }

    /** How it came to be; {@link MessageClass#INDIVIDUAL} unless said otherwise. */
    public MailBuilder messageClass(MessageClass value) {
        messageClass = value;
        return this;
    }

    /**
     * What it is for, in the application's words, such as {@code invoice}. Of mail of class MASS it names the list: who leaves
     * {@code newsletter} still gets {@code events}. Without one, who leaves gets no more broadcasts of the account at all.
     */
    public MailBuilder purpose(String name) {
        note("purpose", () -> purpose = Purpose.of(name));
        return this;
    }

    /**
     * A link of the application's own by which this mail's recipient leaves the list, instead of Sendwell's: it stands in the header
     * (RFC 8058), and in the text where {@code {{unsubscribe}}} is.
     *
     * @param url https; names the person, takes a POST with {@code List-Unsubscribe=One-Click} without asking back, and changes nothing
     *     when it is only opened
     */
    public MailBuilder unsubscribe(URI url) {
        note("unsubscribe", () -> unsubscribe = UnsubscribeLink.of(url));
        return this;
    }

    /** How this mail's recipient leaves the list. */
    public MailBuilder unsubscribe(UnsubscribeLink link) {
        unsubscribe = link;
        return this;
    }

    /** One value to merge into subject and parts; makes them templates. */
    public MailBuilder merge(String field, Object value) {
        note("merge data", () -> mergeData = (mergeData == null ? MergeData.none() : mergeData).with(field, value));
        return this;
    }

    /** The values to merge into subject and parts; makes them templates, even when there are no values. */
    public MailBuilder merge(MergeData data) {
        mergeData = data;
        return this;
    }

    /** An option that one provider knows, in its own words: {@code providerOption("mailjet", "TrackClicks", "disabled")}. */
    public MailBuilder providerOption(String provider, String name, String value) {
        providerOptions.computeIfAbsent(provider, key -> new TreeMap<>()).put(name, value);
        return this;
    }

    /**
     * The mail.
     *
     * @throws InvalidMessageException when something is missing or makes no sense; it lists every problem
     */
    public Mail build() {
        List<String> found = new ArrayList<>(problems);
        if (from == null && !given.contains("From")) {
            found.add("There is no author: call from(...).");
        }
        if (to.isEmpty() && !given.contains("To")) {
            found.add("There is no recipient: call to(...).");
        }
        if (text == null && html == null && problems.isEmpty()) {
            found.add("There is no content: call text(...), html(...) or both.");
        }
        int recipients = to.size() + cc.size() + bcc.size();
        if (recipients > MAX_RECIPIENTS) {
            found.add("There are " + recipients + " recipients in one mail; " + MAX_RECIPIENTS
                    + " are the most (RFC 5321 section 4.5.3.1.8). Send a Broadcast, which makes a mail for each.");
        }
        if (headerFields.size() > MAX_HEADER_FIELDS) {
            found.add("There are " + headerFields.size() + " header fields of your own; " + MAX_HEADER_FIELDS
                    + " are the most.");
        }
        Set<String> contentIds = new HashSet<>();
        for (Attachment attachment : attachments) {
            attachment
                    .contentId()
                    .filter(id -> !contentIds.add(id))
                    .ifPresent(
                            id -> found.add("Two inline files have the content id \"" + id + "\"; give each its own."));
        }
        if (!contentIds.isEmpty() && html == null && problems.isEmpty()) {
            found.add("There are inline files but no HTML that could show them: call html(...) or attach them.");
        }
        if (!found.isEmpty()) {
            throw new InvalidMessageException(found);
        }
        return new Mail(this);
    }

    Map<String, Map<String, String>> copyOfProviderOptions() {
        Map<String, Map<String, String>> copy = new HashMap<>();
        providerOptions.forEach((provider, options) -> copy.put(provider, Map.copyOf(options)));
        return Map.copyOf(copy);
    }

    private static String requireText(String what, String part) {
        int nul = part.indexOf('\0');
        if (nul >= 0) {
            throw new IllegalArgumentException("The " + what + " has a NUL character at index " + nul
                    + ", which no mail may carry (RFC 5322 section 2.2). Remove it.");
        }
        int lone = HeaderText.indexOfLoneSurrogate(part);
        if (lone >= 0) {
            throw new IllegalArgumentException("The " + what + " has half a character (a lone surrogate) at index "
                    + lone + ", which cannot be written in UTF-8. Was a text cut in the middle of a character?");
        }
        return part;
    }

    private void note(String place, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
            problems.add(place + ": " + e.getMessage());
        }
    }
}
