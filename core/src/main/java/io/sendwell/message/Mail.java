package io.sendwell.message;

import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A message in the sense of RFC 5322, as its author composed it: who, to whom, what.
 *
 * <p>How it leaves (Sender field, reverse-path, Message-ID, Date, signature) is decided later and is not part of it.
 * While it carries {@link #mergeData()} its subject and parts are templates; merging makes a new mail without them.
 * Immutable; threads may share it.
 *
 * <pre>{@code
 * Mail mail = Mail.compose()
 *     .from("Erik Maltby", "erik@acme.example")
 *     .to("Jørgen Rode", "rode@customer.example")
 *     .subject("Follow up from last meeting")
 *     .html("<p>Hi {{first|there}}, the minutes are attached.</p>")
 *     .merge("first", "Jørgen")
 *     .attach(Path.of("minutes.pdf"))
 *     .about("person/8812")
 *     .build();
 * }</pre>
 */
public final class Mail implements Message {

    private final Mailbox from;
    private final List<Mailbox> to;
    private final List<Mailbox> cc;
    private final List<Mailbox> bcc;
    private final Optional<Mailbox> replyTo;
    private final String subject;
    private final Optional<String> text;
    private final Optional<String> html;
    private final List<Attachment> attachments;
    private final List<HeaderField> headerFields;
    private final Optional<MergeData> mergeData;
    private final Optional<String> about;
    private final Optional<CampaignName> campaign;
    private final MessageClass messageClass;
    private final Optional<Purpose> purpose;
    private final Optional<UnsubscribeLink> unsubscribe;
    private final Map<String, Map<String, String>> providerOptions;

    Mail(MailBuilder b) {
        from = Objects.requireNonNull(b.from);
        // Whoever is named twice gets one copy: an ESP without an envelope would send one for each naming.
        Set<String> named = new HashSet<>();
        to = firstNamings(b.to, named);
        cc = firstNamings(b.cc, named);
        bcc = firstNamings(b.bcc, named);
        replyTo = Optional.ofNullable(b.replyTo);
        subject = b.subject;
        text = Optional.ofNullable(b.text);
        html = Optional.ofNullable(b.html);
        attachments = List.copyOf(b.attachments);
        headerFields = List.copyOf(b.headerFields);
        mergeData = Optional.ofNullable(b.mergeData);
        about = Optional.ofNullable(b.about);
        campaign = Optional.ofNullable(b.campaign);
        messageClass = b.messageClass;
        purpose = Optional.ofNullable(b.purpose);
        unsubscribe = Optional.ofNullable(b.unsubscribe);
        providerOptions = b.copyOfProviderOptions();
    }

    private static List<Mailbox> firstNamings(List<Mailbox> field, Set<String> named) {
        return field.stream()
                .filter(mailbox -> named.add(mailbox.address().normalForm()))
                .toList();
    }

    /** Starts a mail. The builder checks what it is given and reports every problem at {@code build()}. */
    public static MailBuilder compose() {
        return new MailBuilder();
    }

    /** A builder that holds all of this mail, to make one that differs in something. */
    public MailBuilder toBuilder() {
        return new MailBuilder(this);
    }

    /** The author: who wrote it, what people see (RFC 5322 section 3.6.2). */
    public Mailbox from() {
        return from;
    }

    /** Whom it is for. */
    public List<Mailbox> to() {
        return to;
    }

    /** Who gets a copy that all recipients see. */
    public List<Mailbox> cc() {
        return cc;
    }

    /** Who gets a copy that nobody else sees: they stand in the envelope and in no header. */
    public List<Mailbox> bcc() {
        return bcc;
    }

    /** Every recipient's address, in the order To, Cc, Bcc. Nobody is named twice: the first naming holds. */
    public List<EmailAddress> recipients() {
        return Stream.of(to, cc, bcc)
                .flatMap(List::stream)
                .map(Mailbox::address)
                .toList();
    }

    /** Where replies go when not to From. */
    public Optional<Mailbox> replyTo() {
        return replyTo;
    }

    /** The subject, or its template; empty when there is none. */
    public String subject() {
        return subject;
    }

    /** The plain text part, or its template. */
    public Optional<String> text() {
        return text;
    }

    /** The HTML part, or its template. */
    public Optional<String> html() {
        return html;
    }

    /** Attached and inline files, in the order in which they were added. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** The octets of all attached and inline files together, before encoding. */
    public long attachmentSize() {
        return attachments.stream().mapToLong(Attachment::size).reduce(0, Mail::sumOrMost);
    }

    /** Header fields of the application's own. */
    public List<HeaderField> headerFields() {
        return headerFields;
    }

    /** The values to merge; empty when subject and parts are final. */
    public Optional<MergeData> mergeData() {
        return mergeData;
    }

    @Override
    public Optional<String> about() {
        return about;
    }

    @Override
    public Optional<CampaignName> campaign() {
        return campaign;
    }

    @Override
    public MessageClass messageClass() {
        return messageClass;
    }

    /** What it is for, in the application's words. Of a broadcast it names the list that people can leave. */
    public Optional<Purpose> purpose() {
        return purpose;
    }

    /** How its recipient leaves the list: the application's own link, or Sendwell's once the mail is prepared. */
    public Optional<UnsubscribeLink> unsubscribe() {
        return unsubscribe;
    }

    /**
     * Options for one provider, for example {@code mailjet}: names and values in the provider's own words. Whoever does
     * not know an option refuses it before sending.
     */
    public Map<String, String> providerOptions(String provider) {
        return providerOptions.getOrDefault(provider, Map.of());
    }

    /** The providers for which there are options. */
    public Set<String> providersWithOptions() {
        return providerOptions.keySet();
    }

    /**
     * This mail with final subject and parts, and nothing left to merge.
     *
     * @throws InvalidMessageException when the subject is not one line, or a part holds what no mail may carry: a template
     *     engine let it through
     */
    public Mail merged(String mergedSubject, Optional<String> mergedText, Optional<String> mergedHtml) {
        MailBuilder builder = toBuilder();
        builder.text = null;
        builder.html = null;
        builder.mergeData = null;
        builder.subject(mergedSubject);
        mergedText.ifPresent(builder::text);
        mergedHtml.ifPresent(builder::html);
        return builder.build();
    }

    /**
     * This mail for those recipients only whose address the filter keeps; nobody sees that there were others.
     *
     * @return empty when nobody is left in To, without whom a mail does not leave
     */
    public Optional<Mail> keepRecipients(Predicate<EmailAddress> keep) {
        MailBuilder builder = toBuilder();
        for (List<Mailbox> field : List.of(builder.to, builder.cc, builder.bcc)) {
            field.removeIf(mailbox -> !keep.test(mailbox.address()));
        }
        return builder.to.isEmpty() ? Optional.empty() : Optional.of(builder.build());
    }

    /** Says who, to how many, and nothing that is private. */
    @Override
    public String toString() {
        return "Mail from " + from.address().masked() + " to " + recipients().size() + " recipients";
    }

    // Sizes are what a source says of itself; a sum that overflowed would pass every limit.
    private static long sumOrMost(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
