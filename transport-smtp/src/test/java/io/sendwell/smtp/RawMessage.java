package io.sendwell.smtp;

import io.sendwell.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A message of exactly these octets, which no renderer would make. */
final class RawMessage implements RenderedMessage {

    private final byte[] octets;
    private final long size;

    private RawMessage(byte[] octets, long size) {
        this.octets = octets;
        this.size = size;
    }

    static RawMessage of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new RawMessage(octets, octets.length);
    }

    /** It says that it has so many octets. */
    RawMessage claiming(long claimedSize) {
        return new RawMessage(octets, claimedSize);
    }

    byte[] octets() {
        return octets.clone();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean needsEightBitMime() {
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
        byte[] whole = new byte[fields.length + octets.length];
        System.arraycopy(fields, 0, whole, 0, fields.length);
        System.arraycopy(octets, 0, whole, fields.length, octets.length);
        return new RawMessage(whole, whole.length);
    }
}
