package io.sendwell.esp.mailjet;

import io.sendwell.event.Bounce;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.BounceKind;
import io.sendwell.event.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a bounce or a block that Mailjet reports is about: by Mailjet's word for it, and by the receiver's own words where
 * Mailjet's says too little or more than they do. Immutable; threads may share it.
 */
final class MailjetBounces {

    /** Mailjet's word says no more than that it was refused; its comment has the receiver's own words. */
    private static final Set<String> SAYING_LITTLE = Set.of("MJ0", "MJ6");

    /** What a comment says when it says nothing against a permanent failure. */
    private static final Set<BounceKind> NO_OBJECTION =
            Set.of(BounceKind.HARD, BounceKind.UNCLEAR, BounceKind.UNKNOWN, BounceKind.INFO);

    private final BounceClassifier words = BounceClassifier.of(lines());
    private final BounceClassifier comments = BounceClassifier.shipped();

    /**
     * What it is about.
     *
     * @param errorRelatedTo the field {@code error_related_to}; empty when it is missing
     * @param error the field {@code error}; empty when it is missing
     * @param comment the field {@code comment}, the receiver's own words; empty when it is missing
     * @param hardBounce the field {@code hard_bounce}; empty when it is missing, as it is in a block
     */
    Bounce classify(String errorRelatedTo, String error, String comment, Optional<Boolean> hardBounce) {
        Bounce said = comments.classify(Diagnostic.inText(comment));
        Bounce read = words.classify(
                Diagnostic.reply(error.isBlank() ? errorRelatedTo : error, "", errorRelatedTo + " / " + error)
                        .action(hardBounce
                                .map(hard -> hard ? "hard-bounce" : "soft-bounce")
                                .orElse("")));
        boolean notForGood = hardBounce.isPresent() && !hardBounce.get();
        if (saysMore(said, read) && !(notForGood && said.kind() == BounceKind.HARD)) {
            return said;
        }
        return new Bounce(
                read.kind(),
                read.row(),
                said.code().isEmpty() ? read.code() : said.code(),
                said.text().isEmpty() ? read.text() : said.text());
    }

    private static boolean saysMore(Bounce said, Bounce read) {
        return SAYING_LITTLE.contains(read.row())
                ? said.kind() != BounceKind.UNKNOWN && said.kind() != BounceKind.INFO
                : read.kind() == BounceKind.HARD && !NO_OBJECTION.contains(said.kind());
    }

    private static List<String> lines() {
        String resource = "bounces.txt";
        try (InputStream in = Objects.requireNonNull(MailjetBounces.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
