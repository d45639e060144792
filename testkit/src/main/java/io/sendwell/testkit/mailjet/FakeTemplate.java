package io.sendwell.testkit.mailjet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template stored at the service, as far as sending depends on it. Immutable. */
public final class FakeTemplate {

    private final long id;
    private final boolean html;
    private final @Nullable String from;

    private FakeTemplate(long id, boolean html, @Nullable String from) {
        this.id = id;
        this.html = html;
        this.from = from;
    }

    /** A template with an HTML part and without a From of its own. */
    public static FakeTemplate withHtml(long id) {
        return new FakeTemplate(id, true, null);
    }

    /** A template with a text part only and without a From of its own. */
    public static FakeTemplate withTextOnly(long id) {
        return new FakeTemplate(id, false, null);
    }

    /** This template with a From, which a message then need not give. */
    public FakeTemplate from(String address) {
        return new FakeTemplate(id, html, address);
    }

    /** The number by which a message names it ({@code TemplateID}). */
    public long id() {
        return id;
    }

    /** Whether it has an HTML part. */
    public boolean hasHtml() {
        return html;
    }

    /** Its own From, if it has one. */
    public Optional<String> from() {
        return Optional.ofNullable(from);
    }
}
