package io.sendwell.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a sending gets into the outbox: it is created, filled in pieces of bounded size, and sealed. Nothing leaves before
 * it is sealed, and each step may be repeated when its answer was lost. Part of {@link Outbox}.
 */
public interface OutboxIntake {

    /**
     * The store's clock, the only one by which entries come due, leases end and schedules start. It may be less exact than
     * a microsecond, and need not agree with any node's clock.
     *
     * @throws OutboxException when the store is out of reach
     */
    Instant now();

    /**
     * Makes an open sending, or says that the request made one before. Of several threads that use one request key, one
     * creates. A key is kept as long as its sending.
     *
     * @throws OutboxException when the store is out of reach
     */
    Creation create(NewSending sending);

    /**
     * Stores one piece of what all entries share: the frozen mail and its attachments. A piece that is there already stays
     * as it is.
     *
     * @param piece its number, from 0 on
     * @param octets at most 262,144 of them
     * @return false when the sending is not open, or not known; nothing was stored then
     * @throws OutboxException when the store is out of reach
     */
    boolean storeContent(SendingId sending, int piece, Octets octets);

    /**
     * One piece of a sending's content.
     *
     * @return empty when there is none of this number
     * @throws OutboxException when the store is out of reach
     */
    Optional<Octets> content(SendingId sending, int piece);

    /**
     * Appends entries to an open sending, all of them in one step. An entry whose place is taken already changes nothing;
     * nor does one whose person, compared exactly, stands at another place of the sending, and of two new ones with one
     * person the smaller place wins.
     *
     * @param entries at most 5,000, by ascending place
     * @return what was added; empty when the sending is not open, or not known
     * @throws OutboxException when the store is out of reach
     */
    Optional<Appended> append(SendingId sending, List<NewEntry> entries);

    /**
     * Makes an open sending active, if it has exactly so many entries. Total and start never change afterwards. Repeated
     * with the same figures it says yes again, whatever became of the sending since.
     *
     * @param startAt from when on it leaves, kept as it is; when it lies in the past, it leaves at once
     * @return whether the sending is sealed with this total and this start
     * @throws OutboxException when the store is out of reach
     */
    boolean seal(SendingId sending, long total, Instant startAt);
}
