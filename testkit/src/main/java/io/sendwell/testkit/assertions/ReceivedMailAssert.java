package io.sendwell.testkit.assertions;

import io.sendwell.testkit.smtp.ReceivedMail;
import java.util.Arrays;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a mail that the fake SMTP server took: its envelope, its header with encoded-words decoded, and the
 * form of its octets. What stands in its parts is for a MIME parser to say.
 */
public final class ReceivedMailAssert extends AbstractAssert<ReceivedMailAssert, ReceivedMail> {

    /** RFC 5322 section 2.1.1, without the CRLF. */
    private static final int MAX_LINE = 998;

    ReceivedMailAssert(ReceivedMail actual) {
        super(actual, ReceivedMailAssert.class);
    }

    /** This address, and no other, stands in From. */
    public ReceivedMailAssert isFrom(String address) {
        isNotNull();
        return require(address(actual, "From").equals(address), "From is " + address);
    }

    /** The author stands in From, and somebody else in the Sender field. */
    public ReceivedMailAssert isOnBehalfOf(String author) {
        isNotNull();
        String sender = address(actual, "Sender");
        boolean holds = address(actual, "From").equals(author) && !sender.isEmpty() && !sender.equals(author);
        return require(holds, "it left on behalf of " + author);
    }

    /** There is no Sender field. */
    public ReceivedMailAssert hasNoSender() {
        return hasNoHeaderField("Sender");
    }

    /** These are the accepted recipients of the envelope, in any order. */
    public ReceivedMailAssert isTo(String... addresses) {
        isNotNull();
        boolean holds = Set.copyOf(actual.forwardPaths()).equals(Set.of(addresses));
        return require(holds, "the envelope is to " + Arrays.toString(addresses));
    }

    /** Bounces go to this address; empty for the null reverse-path. */
    public ReceivedMailAssert hasReversePath(String address) {
        isNotNull();
        return require(actual.reversePath().equals(address), "the reverse-path is <" + address + ">");
    }

    /** This is the whole subject, once decoded (RFC 2047). */
    public ReceivedMailAssert hasSubject(String subject) {
        isNotNull();
        return require(subject(actual).equals(subject), "the subject is \"" + subject + "\"");
    }

    /** A field of this name has this body, unfolded and decoded (RFC 2047). */
    public ReceivedMailAssert hasHeaderField(String name, String body) {
        isNotNull();
        boolean holds = actual.headers(name).stream().map(EncodedWords::decode).anyMatch(body::equals);
        return require(holds, name + " is \"" + body + "\"");
    }

    /** There is no field of this name. */
    public ReceivedMailAssert hasNoHeaderField(String name) {
        isNotNull();
        return require(actual.header(name).isEmpty(), "there is no field " + name);
    }

    /** No line is longer than 998 octets (RFC 5322 section 2.1.1). */
    public ReceivedMailAssert hasNoLineOver998() {
        isNotNull();
        int length = 0;
        boolean holds = true;
        for (byte octet : actual.octets()) {
            length = octet == '\n' || octet == '\r' ? 0 : length + 1;
            holds &= length <= MAX_LINE;
        }
        return require(holds, "no line has more than " + MAX_LINE + " octets");
    }

    /** Every CR stands before an LF, and every LF after a CR (RFC 5322 section 2.3). */
    public ReceivedMailAssert hasNoBareLineBreak() {
        isNotNull();
        boolean afterCr = false;
        boolean holds = true;
        for (byte octet : actual.octets()) {
            holds &= afterCr == (octet == '\n');
            afterCr = octet == '\r';
        }
        return require(holds && !afterCr, "CR and LF stand together only");
    }

    private ReceivedMailAssert require(boolean holds, String wanted) {
        if (!holds) {
            failWithMessage("Expected that %s, but this was received:\n  %s", wanted, describe(actual));
        }
        return this;
    }

    static String describe(ReceivedMail mail) {
        return "envelope from <" + mail.reversePath() + "> to " + mail.forwardPaths() + ", subject \"" + subject(mail)
                + "\", header section:\n"
                + mail.content().headerSection().strip().indent(4);
    }

    private static String subject(ReceivedMail mail) {
        return EncodedWords.decode(mail.header("Subject").orElse(""));
    }

    /** Our own mails have one mailbox in From and Sender: what stands in angle brackets, or all of it. */
    private static String address(ReceivedMail mail, String field) {
        String body = mail.header(field).orElse("");
        int open = body.lastIndexOf('<');
        return open >= 0 && body.endsWith(">") ? body.substring(open + 1, body.length() - 1) : body;
    }
}
