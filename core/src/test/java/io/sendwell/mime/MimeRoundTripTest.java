package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.message.Mail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parsers that are not ours read every mail of the corpus and find what was put in. */
class MimeRoundTripTest {

    private static final long SEED = 20_261_121;

    private final List<Mail> mails = mails();
    private final List<byte[]> messages = mails.stream()
            .map(mail ->
                    MimeCorpus.octets(MimeRenderer.create().render(MimeCorpus.outgoing(mail), MimeOptions.sevenBit())))
            .toList();

    private interface Reader {
        ParsedMail read(byte[] message) throws Exception;
    }

    @Test
    void angus_reads_what_was_put_in() throws Exception {
        assertReads(MailReaders::angus);
    }

    @Test
    void mime4j_reads_what_was_put_in() throws Exception {
        assertReads(MailReaders::mime4j);
    }

    @Test
    void python_reads_what_was_put_in(@TempDir Path directory) throws Exception {
        assumeTrue(MailReaders.runs("python3", "-c", "import email"), "python3 is not installed here");

        assertSame(MailReaders.script("python3", "read.py", messages, directory));
    }

    @Test
    void perl_reads_what_was_put_in(@TempDir Path directory) throws Exception {
        assumeTrue(
                MailReaders.runs("perl", "-MEmail::MIME", "-MMIME::Parser", "-e", "1"),
                "Perl's Email::MIME and MIME::Parser are not installed here");

        assertSame(MailReaders.script("perl", "read.pl", messages, directory));
    }

    private void assertReads(Reader reader) throws Exception {
        List<ParsedMail> found = new ArrayList<>();
        for (byte[] message : messages) {
            found.add(reader.read(message));
        }
        assertSame(found);
    }

    private void assertSame(List<ParsedMail> found) throws Exception {
        assertThat(found).hasSameSizeAs(mails);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < found.size(); i++) {
            softly.assertThat(found.get(i).differencesFrom(ParsedMail.expected(mails.get(i))))
                    .as("mail %d of seed %d", i, SEED)
                    .isEmpty();
        }
        softly.assertAll();
    }

    private static List<Mail> mails() {
        List<Mail> mails = new ArrayList<>(MimeCorpus.chosen());
        mails.addAll(MimeCorpus.random(SEED, 150));
        return mails;
    }
}
