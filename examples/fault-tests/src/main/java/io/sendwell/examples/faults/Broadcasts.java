package io.sendwell.examples.faults;

import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import java.util.List;
import java.util.stream.IntStream;

/** Broadcasts to readers who are numbered. */
final class Broadcasts {

    private Broadcasts() {}

    /** A short one to so many readers. */
    static Broadcast to(int readers) {
        return to(0, readers);
    }

    /** A short one to so many readers from this one on. */
    static Broadcast to(int first, int readers) {
        return Broadcast.compose(mail -> mail.from("Acme News", "news@" + Node.AUTHOR_DOMAIN)
                        .subject("News for {{name|you}}")
                        .text("Hello {{name|you}}, the spring collection is here.\n{{unsubscribe}}\n")
                        .purpose("newsletter"))
                .audience(Audience.from(
                        () -> IntStream.range(first, first + readers).boxed(),
                        number ->
                                Recipient.of("Reader " + number, reader(number)).merge("name", "reader " + number)))
                .build();
    }

    /** The address of one of them. */
    static String reader(int number) {
        return "reader" + number + "@example.net";
    }

    /** The addresses of all of them. */
    static List<String> readers(int count) {
        return IntStream.range(0, count).mapToObj(Broadcasts::reader).toList();
    }
}
