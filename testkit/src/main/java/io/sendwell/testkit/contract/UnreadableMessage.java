package io.sendwell.testkit.contract;

import io.sendwell.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A message whose attachment has gone since it was rendered. */
final class UnreadableMessage implements RenderedMessage {

    private static final byte[] HEADER =
            "From: erik@acme.example\r\nSubject: Figures\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public long size() {
        return HEADER.length + 100L;
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
        out.write(HEADER);
        throw new IOException("The attachment figures.csv cannot be read.");
    }

    @Override
    public RenderedMessage under(byte[] fields) {
        return this;
    }
}
