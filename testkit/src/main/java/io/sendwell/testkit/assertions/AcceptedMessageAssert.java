package io.sendwell.testkit.assertions;

import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.PostedMailbox;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a message that the fake Mailjet took. Addresses are compared as they were posted. */
public final class AcceptedMessageAssert extends AbstractAssert<AcceptedMessageAssert, AcceptedMessage> {

    AcceptedMessageAssert(AcceptedMessage actual) {
        super(actual, AcceptedMessageAssert.class);
    }

    /** This address stands in From. */
    public AcceptedMessageAssert isFrom(String address) {
        isNotNull();
        return require(address(actual.from()).equals(address), "From is " + address);
    }

    /** The author stands in From, and somebody else in the Sender field. */
    public AcceptedMessageAssert isOnBehalfOf(String author) {
        isNotNull();
        String sender = address(actual.sender());
        boolean holds = address(actual.from()).equals(author) && !sender.isEmpty() && !sender.equals(author);
        return require(holds, "it leaves on behalf of " + author);
    }

    /** This address stands in the Sender field. */
    public AcceptedMessageAssert hasSender(String address) {
        isNotNull();
        return require(address(actual.sender()).equals(address), "the Sender field is " + address);
    }

    /** There is no Sender field. */
    public AcceptedMessageAssert hasNoSender() {
        isNotNull();
        return require(actual.sender().isEmpty(), "there is no Sender field");
    }

    /** Replies go to this address: it stands in ReplyTo, or in From where there is no ReplyTo. */
    public AcceptedMessageAssert repliesGoTo(String address) {
        isNotNull();
        return require(address(actual.replyTo().or(actual::from)).equals(address), "replies go to " + address);
    }

    /** This address is a recipient, in To, Cc or Bcc. */
    public AcceptedMessageAssert hasRecipient(String address) {
        isNotNull();
        boolean holds = actual.recipients().stream().anyMatch(to -> to.address().equals(address));
        return require(holds, address + " is a recipient");
    }

    /** This is the whole subject. */
    public AcceptedMessageAssert hasSubject(String subject) {
        isNotNull();
        return require(actual.subject().equals(subject), "the subject is \"" + subject + "\"");
    }

    /** The text part holds this. */
    public AcceptedMessageAssert textContains(String piece) {
        isNotNull();
        return require(actual.text().contains(piece), "the text contains \"" + piece + "\"");
    }

    /** The HTML part holds this, as it is written there. */
    public AcceptedMessageAssert htmlContains(String piece) {
        isNotNull();
        return require(actual.html().contains(piece), "the HTML contains \"" + piece + "\"");
    }

    /** It is grouped under this name. */
    public AcceptedMessageAssert isInCampaign(String name) {
        isNotNull();
        return require(actual.campaign().equals(name), "the campaign is \"" + name + "\"");
    }

    /** It carries a file of this name. */
    public AcceptedMessageAssert hasAttachment(String fileName) {
        isNotNull();
        boolean holds =
                actual.attachments().stream().anyMatch(file -> file.fileName().equals(fileName));
        return require(holds, "a file is called \"" + fileName + "\"");
    }

    private AcceptedMessageAssert require(boolean holds, String wanted) {
        if (!holds) {
            failWithMessage("Expected that %s, but this was sent:\n  %s", wanted, describe(actual));
        }
        return this;
    }

    static String describe(AcceptedMessage message) {
        return "From " + address(message.from())
                + message.sender().map(sender -> ", Sender " + sender.address()).orElse("")
                + message.replyTo()
                        .map(replyTo -> ", Reply-To " + replyTo.address())
                        .orElse("")
                + ", to "
                + message.recipients().stream().map(AcceptedRecipient::address).collect(Collectors.joining(", "))
                + ", campaign \"" + message.campaign() + "\", subject \"" + message.subject() + "\", text \""
                + message.text() + "\", HTML \"" + message.html() + "\", files " + message.attachments();
    }

    private static String address(Optional<PostedMailbox> mailbox) {
        return mailbox.map(PostedMailbox::address).orElse("");
    }
}
