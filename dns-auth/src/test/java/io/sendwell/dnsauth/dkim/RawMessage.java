package io.sendwell.dnsauth.dkim;

import io.sendwell.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;

/** Octets that a test wrote itself. */
final class RawMessage implements RenderedMessage {

    private final byte[] octets;

    RawMessage(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public long size() {
        return octets.length;
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
        byte[] both = new byte[fields.length + octets.length];
        System.arraycopy(fields, 0, both, 0, fields.length);
        System.arraycopy(octets, 0, both, fields.length, octets.length);
        return new RawMessage(both);
    }
}
