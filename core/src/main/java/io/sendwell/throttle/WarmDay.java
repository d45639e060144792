package io.sendwell.throttle;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a warm-up.
 *
 * @param day of which the counts are, in days since 1970
 * @param step how often the volume has risen, and one; 0 before the first mail
 */
record WarmDay(long day, int step, int count, int deferred, int complained) {

    private static final WarmDay NONE = new WarmDay(0, 0, 0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("W(\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9})");

    static WarmDay of(String key, ThrottleReading reading) {
        if (reading.version() == 0) {
            return NONE;
        }
        Matcher matcher = TEXT.matcher(reading.state());
        if (!matcher.matches()) {
            throw ThrottleException.unreadable(key, reading.state());
        }
        return new WarmDay(
                Long.parseLong(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)));
    }

    String text() {
        return "W" + day + " " + step + " " + count + " " + deferred + " " + complained;
    }

    /** This state on this day. A clock that was put back into an earlier day changes nothing. */
    WarmDay on(LocalDate date, WarmUp warmUp) {
        long today = date.toEpochDay();
        if (step == 0 || today - day >= warmUp.idleDays()) {
            return new WarmDay(today, 1, 0, 0, 0);
        }
        return today <= day ? this : new WarmDay(today, mayRise(warmUp) ? step + 1 : step, 0, 0, 0);
    }

    private boolean mayRise(WarmUp warmUp) {
        return count >= 0.75 * warmUp.cap(step)
                && deferred <= warmUp.deferredShare() * count
                && (complained == 0 || complained < warmUp.complaintShare() * count);
    }

    int left(WarmUp warmUp) {
        return Math.max(0, warmUp.cap(step) - count);
    }

    WarmDay counted(int mails) {
        return new WarmDay(day, step, count + mails, deferred, complained);
    }

    WarmDay withDeferral() {
        return new WarmDay(day, step, count, deferred + 1, complained);
    }

    WarmDay withComplaint() {
        return new WarmDay(day, step, count, deferred, complained + 1);
    }
}
