package io.sendwell.examples.faults;

import io.sendwell.account.SendwellException;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import io.sendwell.examples.faults.ReportStorm.Mail;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.EspAnswer;
import io.sendwell.testkit.crash.EspCall;
import io.sendwell.testkit.crash.EspScript;
import io.sendwell.testkit.crash.EspSubmission;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reports each twentieth mail as an ESP in trouble does: each of its events 1 to 46 times, in no order, the first quarter of
 * them before it answers that it took the mail. What nobody took in, because the database was away, comes again later.
 */
final class SoakReports implements EspScript, AutoCloseable {

    private static final int ONE_IN = 20;
    private static final int KINDS_OF_MAILS = 1_000;
    private static final int EARLY_IN = 4;

    private final ReportStorm storm = ReportStorm.of(KINDS_OF_MAILS, new Random(22));
    private final Map<String, Mail> mails = new ConcurrentHashMap<>();
    private final BlockingQueue<List<DeliveryEvent>> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> trouble = new AtomicReference<>();
    private final EventIntake intake;
    private final Thread later = new Thread(this::bringLater, "soak-reports");

    SoakReports(EventIntake intake) {
        this.intake = intake;
        later.setDaemon(true);
        later.start();
    }

    @Override
    public EspAnswer answer(EspCall call) {
        call.submissions().forEach(this::report);
        return EspAnswer.accepted();
    }

    private void report(EspSubmission submission) {
        String reader = submission.recipients().get(0);
        int number = Integer.parseInt(reader.replaceAll("\\D", ""));
        Mail mail = new Mail(number / ONE_IN % KINDS_OF_MAILS, submission.id(), EmailAddress.parse(reader));
        if (number % ONE_IN != 0 || mails.putIfAbsent(mail.id(), mail) != null) {
            return;
        }
        List<DeliveryEvent> deliveries = storm.deliveries(mail);
        int early = (deliveries.size() + EARLY_IN - 1) / EARLY_IN;
        underWay.incrementAndGet();
        waiting.add(deliveries.subList(early, deliveries.size()));
        if (!isTaken(deliveries.subList(0, early))) {
            underWay.incrementAndGet();
            waiting.add(deliveries.subList(0, early));
        }
    }

    private boolean isTaken(List<DeliveryEvent> list) {
        try {
            intake.receive(list);
            reports.addAndGet(list.size());
            return true;
        } catch (SendwellException e) {
            return false;
        } catch (RuntimeException e) {
            trouble.compareAndSet(null, e);
            throw e;
        }
    }

    private void bringLater() {
        try {
            while (true) {
                List<DeliveryEvent> list = waiting.take();
                if (isTaken(list)) {
                    underWay.decrementAndGet();
                } else {
                    waiting.add(list);
                    // An ESP waits longer until it tries again.
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until everything was taken in.
     *
     * @throws AssertionError when a receiver got another exception than that the database is away
     */
    void awaitAll(Duration max) throws InterruptedException {
        Await.until(
                max,
                () -> underWay.get() == 0 || trouble.get() != null,
                () -> underWay + " lists of reports are not taken in");
        if (trouble.get() != null) {
            throw new AssertionError("A receiver got an exception that says nothing of the database.", trouble.get());
        }
    }

    /** What was reported. */
    Collection<Mail> mails() {
        return mails.values();
    }

    /** What happened to one of them, each once and in order. */
    List<DeliveryEvent> events(Mail mail) {
        return storm.events(mail);
    }

    /** How many reports were taken in. */
    int reports() {
        return reports.get();
    }

    @Override
    public void close() {
        later.interrupt();
    }
}
