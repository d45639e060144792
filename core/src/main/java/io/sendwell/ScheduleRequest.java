package io.sendwell;

import io.sendwell.internal.text.HeaderText;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mail or a broadcast that is to be scheduled; nothing happens until {@link #at} or {@link #asSoonAsPossible} is called.
 * Immutable.
 *
 * <pre>{@code
 * ScheduleReceipt scheduled = account.schedule(newsletter)
 *     .by("Erik Maltby")
 *     .requestKey("newsletter/2026-11")
 *     .at(ZonedDateTime.of(2026, 11, 30, 9, 0, 0, 0, ZoneId.of("Europe/Copenhagen")));
 *
 * if (!scheduled.isScheduled()) {
 *     log.warn(scheduled.explain());
 * }
 * }</pre>
 */
public final class ScheduleRequest {

    private static final int MAX_KEY = 200;
    private static final int MAX_USER = 255;

    private final Function<ScheduleRequest, ScheduleReceipt> scheduling;
    private final Optional<String> key;
    private final String user;
    private final Optional<Instant> at;

    private ScheduleRequest(
            Function<ScheduleRequest, ScheduleReceipt> scheduling,
            Optional<String> key,
            String user,
            Optional<Instant> at) {
        this.scheduling = scheduling;
        this.key = key;
        this.user = user;
        this.at = at;
    }

    static ScheduleRequest of(Mail mail, Function<ScheduleRequest, ScheduleReceipt> scheduling) {
        String author = mail.from().hasDisplayName()
                ? mail.from().displayName()
                : mail.from().address().toString();
        return new ScheduleRequest(scheduling, Optional.empty(), author, Optional.empty());
    }

    static ScheduleRequest of(Function<ScheduleRequest, ScheduleReceipt> scheduling) {
        return new ScheduleRequest(scheduling, Optional.empty(), "", Optional.empty());
    }

    /**
     * Names this request, so that it can be repeated when its answer was lost: the same key of the same account never makes
     * a second sending, and a creation that broke off is gone on with, provided that mail, user and audience are the same.
     * With another mail or user it is refused with the finding {@code REQUEST_KEY_USED}. Without a key each call makes a
     * sending of its own.
     *
     * @param value 1 to 200 characters, compared exactly; it is kept as long as its sending
     */
    public ScheduleRequest requestKey(String value) {
        if (value.isEmpty() || value.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "A request key has 1 to " + MAX_KEY + " characters; found " + value.length() + ".");
        }
        return new ScheduleRequest(scheduling, Optional.of(value), user, at);
    }

    /**
     * Who schedules it, as the list shows it; the author unless said otherwise.
     *
     * @param value in the application's words, on one line of at most 255 characters
     */
    public ScheduleRequest by(String value) {
        HeaderText.requireOneLine("user", value);
        if (value.length() > MAX_USER) {
            throw new IllegalArgumentException(
                    "A user's name has at most " + MAX_USER + " characters; found " + value.length() + ".");
        }
        return new ScheduleRequest(scheduling, key, value, at);
    }

    /**
     * Schedules it to leave from this time on, at most {@link SendingPolicy#maximumScheduleDelay()} ahead and, for more than
     * {@link SendingPolicy#immediateRecipientLimit()} recipients, at least {@link SendingPolicy#minimumScheduleDelay()}
     * ahead, by the outbox's clock. A time that is over by a minute at the most counts as now.
     *
     * <p>It is merged, examined and stored now; what becomes of its files, values and persons afterwards changes nothing.
     * An exception of the audience's stream comes through as it is, and nothing leaves then.
     *
     * <p>The Date field of a mail of it is when that mail is released, which is later than the start when the pace makes it wait.
     * Once it may have left, every later attempt has the same octets, so that a repetition can be told from a second mail.
     *
     * @param start to the millisecond
     * @throws io.sendwell.account.SendwellException when a store is out of reach; nothing leaves then, unless the answer
     *     of the very last step was lost. Repeat it with the same {@link #requestKey} to be sure.
     */
    public ScheduleReceipt at(ZonedDateTime start) {
        return scheduling.apply(new ScheduleRequest(
                scheduling, key, user, Optional.of(start.toInstant().truncatedTo(ChronoUnit.MILLIS))));
    }

    /**
     * Schedules it to leave as soon as a worker gets to it, for at most {@link SendingPolicy#immediateRecipientLimit()}
     * recipients.
     *
     * @throws io.sendwell.account.SendwellException as {@link #at}
     */
    public ScheduleReceipt asSoonAsPossible() {
        return scheduling.apply(new ScheduleRequest(scheduling, key, user, Optional.empty()));
    }

    Optional<String> key() {
        return key;
    }

    String user() {
        return user;
    }

    Optional<Instant> start() {
        return at;
    }
}
