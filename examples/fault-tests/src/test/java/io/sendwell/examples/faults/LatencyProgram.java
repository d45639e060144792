package io.sendwell.examples.faults;

import io.sendwell.address.EmailAddress;
import io.sendwell.message.Mail;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.transport.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * A node on which somebody writes a mail every two seconds. One of two nodes also has the worker, which is busy with a
 * broadcast. It prints when each mail was scheduled and when it was handed over, in microseconds since 1970.
 */
final class LatencyProgram {

    static final String SCHEDULED = "scheduled ";
    static final String LEFT = "left ";
    static final String THROTTLED = "the broadcast waits for permits";
    static final String WRITTEN = "all written";

    // More than the hundredth part of 6,000 that a broadcast may send at once: those after them wait for permits.
    private static final int SURELY_THROTTLED = 100;
    private static final Duration UNTIL_THROTTLED = Duration.ofMinutes(5);
    private static final Duration BETWEEN_TWO = Duration.ofSeconds(2);
    private static final String FRIENDS = "example.org";

    private LatencyProgram() {}

    /**
     * Runs it, until it is ended.
     *
     * @param args the URL of the database, how many mails, and to how many readers the broadcast is; none without a third
     */
    public static void main(String[] args) throws InterruptedException {
        PrintingHop hop = new PrintingHop();
        MeasuredNode node = new MeasuredNode(args[0], hop, MeasuredNode.policy(), new TimedCalls());
        if (args.length > 2) {
            node.account()
                    .schedule(MeasuredNode.broadcast(Integer.parseInt(args[2])))
                    .asSoonAsPossible();
            node.start();
            Await.until(UNTIL_THROTTLED, () -> hop.taken() > SURELY_THROTTLED, () -> hop.taken() + " have left");
            say(THROTTLED);
        }
        write(node, Integer.parseInt(args[1]));
        say(WRITTEN);
        Thread.currentThread().join();
    }

    private static void write(MeasuredNode node, int mails) throws InterruptedException {
        for (int number = 0; number < mails; number++) {
            Mail mail = Mail.compose()
                    .from(MeasuredNode.AUTHOR)
                    .to("friend" + number + "@" + FRIENDS)
                    .subject("Lunch")
                    .text("Hello, lunch at noon?\n")
                    .build();
            long begin = micros();
            SendingId id = node.account().schedule(mail).asSoonAsPossible().id();
            say(SCHEDULED + new EntryId(id, 0).messageId() + " " + begin);
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TWO.toNanos());
        }
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Counts the broadcast's mails and says of the others when they came. */
    private static final class PrintingHop extends HopInMemory {

        @Override
        synchronized void take(Submission submission) {
            EmailAddress recipient = submission.envelope().forwardPaths().get(0);
            if (recipient.toString().endsWith("@" + FRIENDS)) {
                say(LEFT + submission.id() + " " + micros());
            } else {
                super.take(submission);
            }
        }
    }
}
