package io.sendwell.examples.inbox;

import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Mails to look at. */
final class Samples {

    static final String ACME = "Acme Flowers, Bredgade 12, 1260 København, Denmark";
    static final String BAKERY = "The Bakery, 12 Harbour Road, Bristol BS1 4RN";

    private static final byte[] LOGO = Base64.getDecoder()
            .decode(
                    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGElEQVR4nGPQz48gCTGMahjVMKphaGoAAPnJ4BCe7UuvAAAAAElFTkSuQmCC");

    private Samples() {}

    static Mail welcome() {
        return Mail.compose()
                .from("Erik Maltby", "erik@acme.example")
                .to("Jørgen Rode", "rode@customer.example")
                .subject("Welcome, {{first|there}}")
                .html("""
                        <div style="font-family:sans-serif;max-width:36em;margin:1.5em auto;color:#233">
                        <img src="cid:logo" alt="Acme" width="48" height="48">
                        <h1 style="color:#17613f">Welcome, {{first|there}}</h1>
                        <p>Your account is ready. <a href="https://www.acme.example/start?for={{id}}">Begin here</a>
                        or read the <a href="https://www.acme.example/guide">guide</a>.</p>
                        <p>Kind regards<br>Erik</p></div>
                        """)
                .inline("logo", Attachment.of("logo.png", LOGO))
                .attach(Attachment.of("Terms of service.txt", "They are short.\n".getBytes(StandardCharsets.UTF_8)))
                .merge("first", "Jørgen")
                .merge("id", 7)
                .build();
    }

    static Broadcast newsletter() {
        return Broadcast.compose(mail -> mail.from("Acme News", "news@acme.example")
                        .subject("{{first}}, the spring collection is here")
                        .html("""
                                <div style="font-family:sans-serif;max-width:36em;margin:1.5em auto;color:#233">
                                <h1 style="color:#17613f">Hello {{first}}</h1>
                                <p>The <a href="https://www.acme.example/offers/spring">spring collection</a> is here.</p>
                                <p style="color:#667">You get this since you asked for it.
                                <a href="{{unsubscribe}}">Unsubscribe</a><br>%s</p></div>
                                """.formatted(ACME))
                        .purpose("newsletter"))
                .audience(
                        List.of("Grace", "Sakura", "Ελένη", "نورة"),
                        first -> Recipient.of(first, "person" + first.codePointAt(0) + "@customer.example")
                                .merge("first", first))
                .build();
    }

    static Mail invoice() {
        return Mail.compose()
                .from("Bakery", "office@bakery.example")
                .to("山田 太郎", "taro@customer.example")
                .subject("Your invoice 2026-117")
                .text("It is 12.50 euros.\n\nThank you for your order.\n")
                .attach(Attachment.of(
                        "invoice 117.pdf", "application/pdf", "%PDF-1.4\n".getBytes(StandardCharsets.UTF_8)))
                .messageClass(MessageClass.SYSTEM)
                .purpose("invoice")
                .build();
    }

    static Broadcast bread() {
        return Broadcast.compose(mail -> mail.from("Bakery", "office@bakery.example")
                        .subject("New bread on Friday, {{first}}")
                        .html("<p>Hello {{first}}, it is made of rye.</p>"
                                + "<img src=\"https://pictures.bakery.example/rye.jpg\" alt=\"A loaf of rye\">"
                                + "<p><a href=\"{{unsubscribe}}\">No more of this</a><br>" + BAKERY + "</p>")
                        .purpose("bread"))
                .audience(
                        List.of("Kim"),
                        first -> Recipient.of(first, "kim@customer.example").merge("first", first))
                .build();
    }

    /** With mistakes, to see what the check says. */
    static Mail careless() {
        return Mail.compose()
                .from("Erik Maltby", "erik@acme.example")
                .to("rode@customer.example")
                .subject("RE: URGENT!!!")
                .html("<p>Dear {{first}}, click <a href=\"www.acme.example\">here</a></p>")
                .merge("last", "Rode")
                .build();
    }
}
