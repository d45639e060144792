package io.sendwell.examples.doctor;

import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.List;
import java.util.Locale;

/**
 * One part of an examination.
 *
 * @param title such as {@code DKIM key}
 * @param subject which of several, such as its selector; empty where there is one
 * @param facts what is there, a line each
 * @param findings what is to be said of it
 * @param open whether something could not be asked that no finding mentions
 * @param broken whether something is broken that no finding mentions
 */
record Section(
        Label title, String subject, List<String> facts, List<DomainFinding> findings, boolean open, boolean broken) {

    static Section of(Label title, List<String> facts, List<DomainFinding> findings) {
        return new Section(title, "", facts, findings, false, false);
    }

    static Section unanswered(Label title, String detail) {
        return new Section(title, "", List.of("The DNS could not be asked: " + detail), List.of(), true, false);
    }

    /** The same about one of several. */
    Section about(Object other) {
        return new Section(title, other.toString(), facts, findings, open, broken);
    }

    /** Title and subject. */
    String name(Locale language) {
        return (title.in(language) + " " + subject).strip();
    }
}
