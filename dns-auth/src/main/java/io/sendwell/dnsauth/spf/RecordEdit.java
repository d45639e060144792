package io.sendwell.dnsauth.spf;

import io.sendwell.dnsauth.spf.SpfPlan.Kind;
import io.sendwell.dnsauth.spf.SpfPlan.Piece;
import java.util.ArrayList;
import java.util.List;

/** A record in pieces while it is changed: whatever is not named stays, octet for octet. Immutable. */
final class RecordEdit {

    private final List<Piece> pieces;

    private RecordEdit(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A record that stays as it is. */
    static RecordEdit of(String text) {
        return new RecordEdit(List.of(new Piece(Kind.KEPT, text)));
    }

    /** A record that was not there. */
    static RecordEdit created(String text) {
        return new RecordEdit(List.of(new Piece(Kind.ADDED, text)));
    }

    /** A record with those of its mistakes mended that have a correction. */
    static RecordEdit corrected(SpfRecord broken) {
        List<Piece> pieces = new ArrayList<>();
        int end = 0;
        for (SpfMistake mistake : broken.mistakes()) {
            if (mistake.replacement().isPresent() && mistake.position() >= end) {
                add(pieces, Kind.KEPT, broken.text().substring(end, mistake.position()));
                add(pieces, Kind.REMOVED, mistake.found());
                add(pieces, Kind.ADDED, mistake.replacement().get());
                end = mistake.position() + mistake.found().length();
            }
        }
        add(pieces, Kind.KEPT, broken.text().substring(end));
        return new RecordEdit(pieces);
    }

    private static void add(List<Piece> pieces, Kind kind, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(kind, text));
        }
    }

    /** The record as it will be. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.kind() != Kind.REMOVED) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }

    /** With more text at a position of {@link #text()}. */
    RecordEdit inserted(int position, String added) {
        List<Piece> changed = new ArrayList<>();
        int start = 0;
        boolean done = false;
        for (Piece piece : pieces) {
            int length = piece.kind() == Kind.REMOVED ? 0 : piece.text().length();
            if (!done && piece.kind() != Kind.REMOVED && position <= start + length) {
                add(changed, piece.kind(), piece.text().substring(0, position - start));
                add(changed, Kind.ADDED, added);
                add(changed, piece.kind(), piece.text().substring(position - start));
                done = true;
            } else {
                changed.add(piece);
            }
            start += length;
        }
        return new RecordEdit(changed);
    }

    /** With another record behind it that goes away as a whole. */
    RecordEdit replacing(String other) {
        List<Piece> changed = new ArrayList<>(pieces);
        changed.add(new Piece(Kind.REMOVED, other));
        return new RecordEdit(changed);
    }

    List<Piece> pieces() {
        return pieces;
    }
}
