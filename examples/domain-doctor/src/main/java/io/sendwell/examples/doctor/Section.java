package io.sendwell.examples.doctor;

import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.List;

/**
 * One part of an examination.
 *
 * @param name such as {@code SPF}
 * @param facts what is there, a line each
 * @param findings what is to be said of it
 * @param open whether something could not be asked that no finding mentions
 * @param broken whether something is broken that no finding mentions
 */
record Section(String name, List<String> facts, List<DomainFinding> findings, boolean open, boolean broken) {

    static Section of(String name, List<String> facts, List<DomainFinding> findings) {
        return new Section(name, facts, findings, false, false);
    }

    static Section unanswered(String name, String detail) {
        return new Section(name, List.of("could not be asked: " + detail), List.of(), true, false);
    }
}
