package io.sendwell.examples.doctor;

import io.sendwell.mime.RenderedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mail from a file. Editors and Git store lines without CR; the mail is taken as it would travel, with CRLF at the end of
 * each line.
 */
final class MailFile implements RenderedMessage {

    private final byte[] octets;

    private MailFile(byte[] octets) {
        this.octets = octets;
    }

    static MailFile read(Path file) throws IOException {
        byte[] stored = Files.readAllBytes(file);
        ByteArrayOutputStream travelling = new ByteArrayOutputStream(stored.length + 1000);
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == '\n' && (i == 0 || stored[i - 1] != '\r')) {
                travelling.write('\r');
            }
            travelling.write(stored[i]);
        }
        return new MailFile(travelling.toByteArray());
    }

    byte[] octets() {
        return octets.clone();
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public boolean needsEightBitMime() {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean needsSmtpUtf8() {
        return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(octets);
    }

    @Override
    public RenderedMessage under(byte[] fields) {
        return signedBy(fields);
    }

    /** The mail below these fields. */
    MailFile signedBy(byte[] fields) {
        byte[] all = new byte[fields.length + octets.length];
        System.arraycopy(fields, 0, all, 0, fields.length);
        System.arraycopy(octets, 0, all, fields.length, octets.length);
        return new MailFile(all);
    }
}
