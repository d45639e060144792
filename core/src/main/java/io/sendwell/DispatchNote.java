package io.sendwell;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.route.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How each mail of a claim left, as the note of the dispatched claim keeps it: with which Date, so that a repetition has it too,
 * and which way. Only whoever had a mail in hand can say that it never came: another server, or the same one asked with another
 * credential, says so of every mail.
 */
final class DispatchNote {

    private static final Logger log = LoggerFactory.getLogger(DispatchNote.class);

    private static final int VERSION = 2;

    private static final DispatchNote NOTHING = new DispatchNote(Noted.nothing(), Noted.nothing());

    /**
     * A way out, together with what its next hop knows an account by.
     *
     * @param countedAs {@link io.sendwell.transport.Transport#countedAs} of that time
     */
    record Way(Route route, String countedAs) {}

    /**
     * How one mail leaves.
     *
     * @param date its Date field
     * @param way empty when it could not be found out
     */
    record Leaving(Instant date, Optional<Way> way) {}

    private final Noted<Instant> dates;
    private final Noted<Way> ways;

    private DispatchNote(Noted<Instant> dates, Noted<Way> ways) {
        this.dates = dates;
        this.ways = ways;
    }

    /** The Date that this entry's mail left with; empty when it was not noted. */
    Optional<Instant> date(EntryId entry) {
        return dates.of(entry);
    }

    /** The way of this entry; empty when it was not noted. */
    Optional<Way> way(EntryId entry) {
        return ways.of(entry);
    }

    /** The note of a claim. */
    static Octets of(Map<EntryId, Leaving> mails) {
        Map<EntryId, Instant> dates = new LinkedHashMap<>();
        Map<EntryId, Way> ways = new LinkedHashMap<>();
        mails.forEach((entry, leaving) -> {
            dates.put(entry, leaving.date());
            leaving.way().ifPresent(way -> ways.put(entry, way));
        });
        Octets whole = written(mails.size(), dates, ways);
        // Mails of which nobody knows the way are in doubt later, and no more than that.
        Octets kept = whole.size() <= Claim.MAX_NOTE ? whole : written(mails.size(), dates, Map.of());
        return kept.size() <= Claim.MAX_NOTE ? kept : Octets.none();
    }

    private static Octets written(int mails, Map<EntryId, Instant> dates, Map<EntryId, Way> ways) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            FrozenOutput out = new FrozenOutput(octets);
            out.octet(VERSION);
            write(out, mails, dates, date -> out.number(date.getEpochSecond()));
            write(out, mails, ways, way -> {
                out.text(way.route().name());
                out.text(way.countedAs());
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed.", e);
        }
        return Octets.of(octets.toByteArray());
    }

    // Each value once, with the places of its entries; with none when it is that of all.
    private static <T> void write(FrozenOutput out, int mails, Map<EntryId, T> values, FrozenOutput.Item<T> item)
            throws IOException {
        Map<T, TreeSet<Integer>> places = new LinkedHashMap<>();
        values.forEach((entry, value) ->
                places.computeIfAbsent(value, key -> new TreeSet<>()).add(entry.ordinal()));
        boolean shared = places.size() == 1 && values.size() == mails;
        out.each(places.entrySet(), group -> {
            item.write(group.getKey());
            Collection<Integer> listed = shared ? List.of() : group.getValue();
            out.each(listed, out::number);
        });
    }

    /** What this note says; nothing when it cannot be read. */
    static DispatchNote read(Octets note) {
        if (note.size() == 0) {
            return NOTHING;
        }
        try {
            return read(new FrozenInput(new ByteArrayInputStream(note.toArray()), note.size()));
        } catch (IOException | IllegalArgumentException e) {
            log.error("The note of a dispatched claim cannot be read, so that nobody can be asked about its mails", e);
            return NOTHING;
        }
    }

    private static DispatchNote read(FrozenInput in) throws IOException {
        int version = in.octet();
        if (version != VERSION) {
            throw new IOException("It has version " + version + "; this one reads " + VERSION + ".");
        }
        return new DispatchNote(
                Noted.read(in, () -> ReleaseDate.ofEpochSecond(in.longNumber())),
                Noted.read(in, () -> new Way(Route.valueOf(in.text()), in.text())));
    }

    /** One thing that was noted of each entry. */
    private record Noted<T>(Map<Integer, T> byPlace, Optional<T> ofAllOthers) {

        static <T> Noted<T> nothing() {
            return new Noted<>(Map.of(), Optional.empty());
        }

        Optional<T> of(EntryId entry) {
            return Optional.ofNullable(byPlace.get(entry.ordinal())).or(() -> ofAllOthers);
        }

        static <T> Noted<T> read(FrozenInput in, FrozenInput.Item<T> item) throws IOException {
            Map<Integer, T> byPlace = new HashMap<>();
            Optional<T> ofAllOthers = Optional.empty();
            for (Group<T> group : in.list(() -> new Group<>(item.read(), in.list(in::number)))) {
                group.places().forEach(place -> byPlace.put(place, group.value()));
                ofAllOthers = group.places().isEmpty() ? Optional.of(group.value()) : ofAllOthers;
            }
            return new Noted<>(byPlace, ofAllOthers);
        }
    }

    private record Group<T>(T value, List<Integer> places) {}
}
