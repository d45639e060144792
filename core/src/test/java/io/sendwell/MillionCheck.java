package io.sendwell;

import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks a broadcast to as many persons as the first argument says, merges it as well, and prints what each took. */
final class MillionCheck {

    private static final String ARTICLE = "<h2>News for {{first}}</h2><p>Dear {{first|reader}} of {{city}}, "
            + "this is what there is to say this month, and it takes some words to say it. ".repeat(12)
            + "<a href=\"https://customer.example/a?person={{token}}\">Read on</a></p>";

    private MillionCheck() {}

    public static void main(String[] arguments) {
        int persons = Integer.parseInt(arguments[0]);
        Broadcast broadcast = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("{{first|Hello}}, the spring collection")
                        .html(ARTICLE.repeat(8) + "<p><a href=\"{{unsubscribe}}\">Unsubscribe</a></p>")
                        .messageClass(MessageClass.MASS))
                .audience(() -> persons(persons))
                .build();
        SendingAccount account = new Office().account();
        MailTemplate template = MailTemplate.of(broadcast.template(), TemplateEngine.sendwell());
        // Both are compiled before they are measured.
        for (int round = 0; round < 5; round++) {
            merge(template, broadcast, 10_000);
            account.check(Broadcast.compose(broadcast.template(), mail -> {})
                    .audience(() -> persons(20_000))
                    .build());
        }
        long audience = cpu(() ->
                persons(persons).filter(person -> person.mergeData().isEmpty()).count());
        long merge = cpu(() -> merge(template, broadcast, persons));
        BroadcastReport[] report = new BroadcastReport[1];
        long check = cpu(() -> (report[0] = account.check(broadcast)).persons());
        System.gc();
        System.out.printf(
                "%,d persons: audience alone %,d ms of CPU, merge %,d ms, check %,d ms%n",
                persons, audience, merge, check);
        System.out.println(new CheckReport(report[0].report().advice()).toText(java.util.Locale.ENGLISH));
        System.out.println("sendable " + report[0].sendable() + ", duplicates " + report[0].duplicates()
                + ", wire size " + report[0].wireSize());
        if (check >= merge || report[0].sendable() + report[0].duplicates() != persons) {
            System.exit(1);
        }
    }

    private static long merge(MailTemplate template, Broadcast broadcast, int persons) {
        try (Stream<Recipient> audience = persons(persons)) {
            return audience.mapToLong(person -> {
                        MergeData data =
                                person.mergeData().with(Unsubscribing.FIELD, "https://customer.example/bye?t=7");
                        return template.merge(broadcast.template(), data)
                                .mail()
                                .subject()
                                .length();
                    })
                    .sum();
        }
    }

    private static Stream<Recipient> persons(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Recipient.of("Kim Lee " + number, "kim" + (number % 999_000) + "@example.net")
                        .merge("first", "Kim" + number % 1_000)
                        .merge("city", "Aarhus " + number % 77)
                        .merge("token", Integer.toHexString(number * 31)));
    }

    private static long cpu(LongSupplier work) {
        long before = cpu();
        if (work.getAsLong() < 0) {
            throw new IllegalStateException();
        }
        return cpu() - before;
    }

    /** Of all threads, collector and compilers among them. */
    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }
}
