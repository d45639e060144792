package io.sendwell.testkit.crash;

import java.util.List;

/**
 * One submission of a call to a {@link CountingEsp}: a line of {@code id TAB recipients TAB digest}, recipients separated
 * by commas.
 *
 * @param id the sender's id of it
 * @param recipients whom it is for
 * @param digest of the octets of the message; the same for the same octets
 */
public record EspSubmission(String id, List<String> recipients, String digest) {

    public EspSubmission {
        recipients = List.copyOf(recipients);
    }

    static EspSubmission parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Expected id, recipients and digest, separated by tabs; found " + line);
        }
        return new EspSubmission(parts[0], List.of(parts[1].split(",", -1)), parts[2]);
    }

    EspSubmission without(List<String> others) {
        return new EspSubmission(
                id,
                recipients.stream()
                        .filter(recipient -> !others.contains(recipient))
                        .toList(),
                digest);
    }

    String toLine() {
        return id + "\t" + String.join(",", recipients) + "\t" + digest;
    }
}
