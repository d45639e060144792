package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Settings of a {@link FakeMailjet}. Not for sharing between threads. */
public final class FakeMailjetBuilder {

    private static final int DEFAULT_KEPT_MESSAGES = 50_000;

    InstantSource clock = InstantSource.system();
    long seed = 1;
    int keptAttachmentBytes = 64 * 1024;
    // Mailjet documents 15 MB for the files of a message; its front proxy refuses bodies of about that size too.
    long maxAttachmentBytes = 15_000_000;
    long maxBodyBytes = 15_000_000;
    int keptMessages = DEFAULT_KEPT_MESSAGES;
    Duration indexLag = Duration.ZERO;
    Duration newKeyLag = Duration.ZERO;
    boolean showsSecretKeys;
    boolean allowsRepeatedNames;
    Optional<Path> keptIn = Optional.empty();

    FakeMailjetBuilder() {}

    private FakeMailjetBuilder(FakeMailjetBuilder other) {
        this.clock = other.clock;
        this.seed = other.seed;
        this.keptAttachmentBytes = other.keptAttachmentBytes;
        this.maxAttachmentBytes = other.maxAttachmentBytes;
        this.maxBodyBytes = other.maxBodyBytes;
        this.keptMessages = other.keptMessages;
        this.indexLag = other.indexLag;
        this.newKeyLag = other.newKeyLag;
        this.showsSecretKeys = other.showsSecretKeys;
        this.allowsRepeatedNames = other.allowsRepeatedNames;
        this.keptIn = other.keptIn;
    }

    /** The time of the service; by default the system's. */
    public FakeMailjetBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /** What keys, ids and UUIDs are made from; equal seeds and equal requests give equal ids. By default 1. */
    public FakeMailjetBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Keeps the octets of attachments up to this size each; by default 64 KiB. */
    public FakeMailjetBuilder keepAttachmentsUpTo(int bytes) {
        this.keptAttachmentBytes = bytes;
        return this;
    }

    /**
     * Keeps this many of the newest messages of each account, and of the server's newest requests; older ones
     * are only counted. By default 50,000.
     */
    public FakeMailjetBuilder keepMessages(int messages) {
        this.keptMessages = messages;
        return this;
    }

    /** Shows a message at {@code /v3/REST/message} only so long after its acceptance; by default at once. */
    public FakeMailjetBuilder indexLag(Duration lag) {
        this.indexLag = requireNonNull(lag, "lag");
        return this;
    }

    /** Refuses the key of a new sub-account only so long after it was made, as the service does; by default not at all. */
    public FakeMailjetBuilder newKeyLag(Duration lag) {
        this.newKeyLag = requireNonNull(lag, "lag");
        return this;
    }

    /**
     * Shows the secret of a key whenever it is asked for, and not in the answer to its creation alone. Nobody has written which
     * of the two the service does; a client that works with both is safe.
     */
    public FakeMailjetBuilder showSecretKeys() {
        this.showsSecretKeys = true;
        return this;
    }

    /** Makes a second sub-account of a name, instead of refusing it. Nobody has written which of the two the service does. */
    public FakeMailjetBuilder allowRepeatedNames() {
        this.allowsRepeatedNames = true;
        return this;
    }

    /**
     * Keeps in this directory what the service would not forget either when a program on this machine is killed, and starts with
     * what is there: the accounts with their keys, sub-accounts, senders, permissions and webhooks, what they accepted, what
     * happened to it, and what of that is still to be reported. Templates, and what mailboxes and people are going to do, are set
     * up anew; the files of earlier messages are gone. Passwords of webhooks stand in it as they are. One server at a time.
     */
    public FakeMailjetBuilder keepIn(Path directory) {
        this.keptIn = Optional.of(directory);
        return this;
    }

    /** Refuses bodies beyond this size with 413; by default 15,000,000 octets. */
    public FakeMailjetBuilder maxBodyBytes(long bytes) {
        this.maxBodyBytes = bytes;
        return this;
    }

    /** Refuses messages whose decoded files exceed this size with mj-0011; by default 15,000,000 octets. */
    public FakeMailjetBuilder maxAttachmentBytes(long bytes) {
        this.maxAttachmentBytes = bytes;
        return this;
    }

    /**
     * Binds a free port of the loopback and starts to answer.
     *
     * @throws UncheckedIOException when no port can be bound
     */
    public FakeMailjet start() {
        try {
            return new FakeMailjet(new FakeMailjetBuilder(this));
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet found no free port on the loopback", e);
        }
    }
}
