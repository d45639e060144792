package io.sendwell.testkit.contract;

import static io.sendwell.testkit.fixtures.Accounts.ACME;
import static io.sendwell.testkit.fixtures.Accounts.GLOBEX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.message.Attachment;
import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link AttachmentHost} keeps, and for how long. */
public interface AttachmentHostContract {

    /** The time at which the host's clock stands. */
    Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** How long the files of these tests are needed. */
    Instant NEEDED = NOON.plus(Duration.ofDays(30));

    /** Makes a host with nothing in it, by whose clock it is {@link #NOON}; it is asked for one in each test. */
    AttachmentHost newAttachmentHost() throws IOException;

    /** What whoever follows a link gets. */
    byte[] fetch(AttachmentHost host, URI link) throws IOException;

    @Test
    default void whoever_has_the_link_gets_the_octets() throws IOException {
        AttachmentHost host = newAttachmentHost();
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);

        HostedFile kept = host.keep(upload(ACME, '1', Attachment.of("minutes.pdf", content)));

        assertArrayEquals(content, fetch(host, kept.link()));
    }

    @Test
    default void an_empty_file_is_kept_too() throws IOException {
        AttachmentHost host = newAttachmentHost();

        HostedFile kept = host.keep(upload(ACME, '1', Attachment.of("empty.txt", new byte[0])));

        assertEquals(0, fetch(host, kept.link()).length);
    }

    @Test
    default void a_file_is_there_for_as_long_as_it_is_needed() throws IOException {
        AttachmentHost host = newAttachmentHost();

        HostedFile kept = host.keep(upload(ACME, '1', text("a")));

        assertTrue(kept.end().isEmpty() || !kept.end().get().isBefore(NEEDED));
    }

    @Test
    default void asked_again_it_gives_the_same_answer_and_reads_nothing() throws IOException {
        AttachmentHost host = newAttachmentHost();
        HostedFile first = host.keep(upload(ACME, '1', text("a")));
        AtomicInteger opened = new AtomicInteger();
        Attachment again = Attachment.of("a.txt", "text/plain", 1, () -> {
            opened.incrementAndGet();
            return text("a").open();
        });

        assertEquals(first, host.keep(upload(ACME, '1', again)));
        assertEquals(0, opened.get());
    }

    @Test
    default void each_key_has_a_link_of_its_own() throws IOException {
        AttachmentHost host = newAttachmentHost();

        HostedFile one = host.keep(upload(ACME, '1', text("a")));
        HostedFile other = host.keep(upload(GLOBEX, '2', text("b")));

        assertNotEquals(one.link(), other.link());
        assertArrayEquals("a".getBytes(StandardCharsets.UTF_8), fetch(host, one.link()));
        assertArrayEquals("b".getBytes(StandardCharsets.UTF_8), fetch(host, other.link()));
    }

    @Test
    default void no_link_can_be_made_of_what_others_know() throws IOException {
        HostedFile here = newAttachmentHost().keep(upload(ACME, '1', text("a")));
        HostedFile there = newAttachmentHost().keep(upload(ACME, '1', text("a")));

        assertNotEquals(here.link(), there.link());
        assertFalse(here.link().toString().contains("1".repeat(16)));
    }

    @Test
    default void a_file_whose_name_needs_escaping_is_kept() throws IOException {
        AttachmentHost host = newAttachmentHost();

        HostedFile kept = host.keep(upload(ACME, '1', Attachment.of("Ärger & <50 %>; Größe?.txt", new byte[] {'a'})));

        assertEquals(1, fetch(host, kept.link()).length);
    }

    @Test
    default void a_stream_that_breaks_off_leaves_nothing() throws IOException {
        AttachmentHost host = newAttachmentHost();
        Attachment broken = Attachment.of("a.txt", "text/plain", 2, () -> new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ > 0) {
                    throw new IOException("the disk is gone");
                }
                return 'x';
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                octets[offset] = (byte) read();
                return 1;
            }
        });

        assertThrows(IOException.class, () -> host.keep(upload(ACME, '1', broken)));

        HostedFile kept = host.keep(upload(ACME, '1', Attachment.of("a.txt", new byte[] {'a', 'b'})));
        assertArrayEquals("ab".getBytes(StandardCharsets.UTF_8), fetch(host, kept.link()));
    }

    @Test
    default void a_stream_of_another_length_leaves_nothing() throws IOException {
        AttachmentHost host = newAttachmentHost();

        assertThrows(IOException.class, () -> host.keep(upload(ACME, '1', claiming(3, "ab"))));
        assertThrows(IOException.class, () -> host.keep(upload(ACME, '1', claiming(1, "ab"))));

        HostedFile kept = host.keep(upload(ACME, '1', claiming(2, "ab")));
        assertArrayEquals("ab".getBytes(StandardCharsets.UTF_8), fetch(host, kept.link()));
    }

    private static Attachment claiming(long size, String content) {
        return Attachment.of("a.txt", "text/plain", size, () -> text(content).open());
    }

    private static Attachment text(String content) {
        return Attachment.of("a.txt", content.getBytes(StandardCharsets.UTF_8));
    }

    private static AttachmentHost.Upload upload(AccountId account, char key, Attachment file) {
        return new AttachmentHost.Upload(account, String.valueOf(key).repeat(64), file, NEEDED);
    }
}
