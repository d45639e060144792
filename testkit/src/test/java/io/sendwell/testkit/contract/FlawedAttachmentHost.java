package io.sendwell.testkit.contract;

import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A host in memory that is right, or wrong in one way. */
final class FlawedAttachmentHost implements AttachmentHost {

    enum Flaw {
        NONE(""),
        CUTS_LARGE_FILES("whoever_has_the_link_gets_the_octets"),
        REFUSES_EMPTY_FILES("an_empty_file_is_kept_too"),
        ENDS_EARLY("a_file_is_there_for_as_long_as_it_is_needed"),
        KEEPS_IT_TWICE("asked_again_it_gives_the_same_answer_and_reads_nothing"),
        READS_IT_AGAIN("asked_again_it_gives_the_same_answer_and_reads_nothing"),
        ONE_LINK_FOR_ALL("each_key_has_a_link_of_its_own"),
        LINKS_TELL_THE_KEY("no_link_can_be_made_of_what_others_know"),
        WRITES_NAMES_INTO_LINKS("a_file_whose_name_needs_escaping_is_kept"),
        KEEPS_HALF("a_stream_that_breaks_off_leaves_nothing"),
        BELIEVES_ANY_LENGTH("a_stream_of_another_length_leaves_nothing");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final Map<String, HostedFile> byKey = new HashMap<>();
    private final Map<URI, byte[]> byLink = new HashMap<>();

    FlawedAttachmentHost(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public HostedFile keep(Upload upload) throws IOException {
        HostedFile known = byKey.get(upload.key());
        if (known != null && flaw != Flaw.KEEPS_IT_TWICE) {
            if (flaw == Flaw.READS_IT_AGAIN) {
                upload.file().open().close();
            }
            return known;
        }
        byte[] octets = read(upload);
        HostedFile file = HostedFile.until(
                link(upload), upload.neededUntil().plus(Duration.ofDays(flaw == Flaw.ENDS_EARLY ? -1 : 1)));
        byKey.put(upload.key(), file);
        byLink.put(file.link(), octets);
        return file;
    }

    private byte[] read(Upload upload) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (InputStream in = upload.file().open()) {
            in.transferTo(octets);
        } catch (IOException e) {
            if (flaw != Flaw.KEEPS_HALF) {
                throw e;
            }
            byKey.put(upload.key(), HostedFile.at(link(upload)));
            throw e;
        }
        if (octets.size() != upload.file().size() && flaw != Flaw.BELIEVES_ANY_LENGTH) {
            throw new IOException("another length");
        }
        if (octets.size() == 0 && flaw == Flaw.REFUSES_EMPTY_FILES) {
            throw new IOException("nothing in it");
        }
        byte[] all = octets.toByteArray();
        return flaw == Flaw.CUTS_LARGE_FILES && all.length > 65_536 ? java.util.Arrays.copyOf(all, 65_536) : all;
    }

    private URI link(Upload upload) {
        String token = switch (flaw) {
            case ONE_LINK_FOR_ALL -> "file";
            case LINKS_TELL_THE_KEY -> upload.key();
            case WRITES_NAMES_INTO_LINKS ->
                UUID.randomUUID() + "/" + upload.file().fileName();
            default -> UUID.randomUUID().toString();
        };
        return URI.create("https://files.vendor.example/" + token);
    }

    byte[] fetch(URI link) throws IOException {
        byte[] octets = byLink.get(link);
        if (octets == null) {
            throw new IOException("404");
        }
        return octets;
    }
}
