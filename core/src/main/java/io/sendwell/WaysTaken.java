package io.sendwell;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.route.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which way each mail of a claim took, as the note of the dispatched claim keeps it. Only whoever had a mail in hand can say
 * that it never came: another server, or the same one asked with another credential, says so of every mail.
 */
final class WaysTaken {

    private static final Logger log = LoggerFactory.getLogger(WaysTaken.class);

    private static final int VERSION = 1;

    /**
     * A way out, together with what its next hop knows an account by.
     *
     * @param countedAs {@link io.sendwell.transport.Transport#countedAs} of that time
     */
    record Way(Route route, String countedAs) {}

    private final Map<Integer, Way> byPlace;
    private final Optional<Way> ofAllOthers;

    private WaysTaken(Map<Integer, Way> byPlace, Optional<Way> ofAllOthers) {
        this.byPlace = Map.copyOf(byPlace);
        this.ofAllOthers = ofAllOthers;
    }

    /** The way of this entry; empty when it was not noted. */
    Optional<Way> of(EntryId entry) {
        return Optional.ofNullable(byPlace.get(entry.ordinal())).or(() -> ofAllOthers);
    }

    /**
     * The note of a claim.
     *
     * @param ways of its entries; empty where it could not be found out
     */
    static Octets note(Map<EntryId, Optional<Way>> ways) {
        Map<Way, TreeSet<Integer>> places = new LinkedHashMap<>();
        ways.forEach((entry, way) -> way.ifPresent(
                known -> places.computeIfAbsent(known, key -> new TreeSet<>()).add(entry.ordinal())));
        if (places.isEmpty()) {
            return Octets.none();
        }
        boolean shared = places.size() == 1 && ways.values().stream().allMatch(Optional::isPresent);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            FrozenOutput out = new FrozenOutput(octets);
            out.octet(VERSION);
            out.each(places.entrySet(), way -> {
                out.text(way.getKey().route().name());
                out.text(way.getKey().countedAs());
                out.each(shared ? List.of() : way.getValue(), out::number);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed.", e);
        }
        // Mails of which nobody knows the way are in doubt later, and no more than that.
        return octets.size() <= Claim.MAX_NOTE ? Octets.of(octets.toByteArray()) : Octets.none();
    }

    /** What this note says; nothing when it cannot be read. */
    static WaysTaken read(Octets note) {
        if (note.size() == 0) {
            return new WaysTaken(Map.of(), Optional.empty());
        }
        try {
            return read(new FrozenInput(new ByteArrayInputStream(note.toArray()), note.size()));
        } catch (IOException | IllegalArgumentException e) {
            log.error("The note of a dispatched claim cannot be read, so that nobody can be asked about its mails", e);
            return new WaysTaken(Map.of(), Optional.empty());
        }
    }

    private static WaysTaken read(FrozenInput in) throws IOException {
        int version = in.octet();
        if (version != VERSION) {
            throw new IOException("It has version " + version + "; this one reads " + VERSION + ".");
        }
        Map<Integer, Way> byPlace = new HashMap<>();
        Optional<Way> shared = Optional.empty();
        for (Noted noted : in.list(() -> noted(in))) {
            noted.places().forEach(place -> byPlace.put(place, noted.way()));
            shared = noted.places().isEmpty() ? Optional.of(noted.way()) : shared;
        }
        return new WaysTaken(byPlace, shared);
    }

    private record Noted(Way way, List<Integer> places) {}

    private static Noted noted(FrozenInput in) throws IOException {
        Way way = new Way(Route.valueOf(in.text()), in.text());
        return new Noted(way, in.list(in::number));
    }
}
