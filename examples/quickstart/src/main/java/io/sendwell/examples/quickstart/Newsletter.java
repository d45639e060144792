package io.sendwell.examples.quickstart;

import io.sendwell.ScheduleReceipt;
import io.sendwell.SendingAccount;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.message.Attachment;
import io.sendwell.message.MergeData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A newsletter to a list: everybody gets a mail of their own, from an outbox that survives the end of the program. */
final class Newsletter {

    /** With the same key a second run goes on with the first one's sending, and makes no other. */
    private static final String REQUEST_KEY = "spring collection";

    private static final Instant AGREED_AT = Instant.parse("2024-05-13T08:30:00Z");

    private final String author;
    private final List<Contact> contacts;

    Newsletter(String author, List<Contact> contacts) {
        this.author = author;
        this.contacts = contacts;
    }

    ScheduleReceipt schedule(SendingAccount acme) throws IOException {
        acme.consents()
                .addAll(contacts.stream()
                        .map(contact -> ConsentRecord.given(acme.id(), EmailAddress.parse(contact.address()), AGREED_AT)
                                .by("form", "https://www.acme-shop.example/newsletter"))
                        .toList());
        return acme.schedule(broadcast())
                .by("Erik Maltby")
                .requestKey(REQUEST_KEY)
                .asSoonAsPossible();
    }

    private Broadcast broadcast() throws IOException {
        String html = new String(Resources.read("newsletter.html"), StandardCharsets.UTF_8);
        byte[] logo = Resources.read("logo.png");
        List<MergeData> offers = List.of(
                MergeData.of("code", "tulip red").with("title", "Tulip red").with("price", "€ 12"),
                MergeData.of("code", "sky/blue")
                        .with("title", "Sky blue & white")
                        .with("price", "€ 14"));
        return Broadcast.compose(mail -> mail.from("Acme News", author)
                        .subject("{{first|Hello}}, the spring collection is here")
                        .html(html)
                        .inline("logo", Attachment.of("logo.png", logo))
                        .purpose("newsletter"))
                .audience(
                        contacts,
                        contact -> Recipient.of(contact.name(), contact.address())
                                .merge("id", contact.id())
                                .merge("first", contact.first())
                                .merge("company", contact.company())
                                .merge("offers", offers)
                                .about("person/" + contact.id()))
                .build();
    }
}
