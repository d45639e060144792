package io.sendwell.testkit.smtp;

import java.io.IOException;

/**
 * Reads the content that follows DATA up to {@code CRLF . CRLF} and takes away the dots that the client doubled (RFC
 * 5321 section 4.5.2). Nothing but exactly those five octets ends the content: a server that also took {@code LF . LF}
 * would let a mail smuggle in another one.
 */
final class DataReader {
    private enum State {
        LINE_START,
        /** A dot opened the line; it is not content. */
        DOT,
        /** A dot and CR opened the line. */
        DOT_CR,
        TEXT,
        TEXT_CR
    }

    private static final byte[] CR = {'\r'};

    private final OctetReader in;
    private final ContentSink content;
    private State state = State.LINE_START;

    DataReader(OctetReader in, ContentSink content) {
        this.in = in;
        this.content = content;
    }

    void readToFinalDot() throws IOException {
        boolean ended = false;
        while (!ended) {
            in.fill();
            ended = readBuffer();
        }
        content.check().end();
    }

    /** Goes through what is buffered, and hands it on in runs as long as possible. */
    private boolean readBuffer() throws IOException {
        byte[] octets = in.buffer;
        int runStart = in.position;
        for (int i = in.position; i < in.limit; i++) {
            byte octet = octets[i];
            switch (state) {
                case LINE_START -> {
                    if (octet == '.') {
                        content.write(octets, runStart, i - runStart);
                        runStart = i + 1;
                        state = State.DOT;
                    } else {
                        state = afterText(octet);
                    }
                }
                case TEXT -> state = afterText(octet);
                case TEXT_CR -> state = octet == '\n' ? State.LINE_START : afterText(octet);
                case DOT -> {
                    if (octet == '\r') {
                        runStart = i + 1;
                        state = State.DOT_CR;
                    } else {
                        if (octet != '.') {
                            content.check().dotNotStuffed();
                        }
                        state = afterText(octet);
                    }
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        in.position = i + 1;
                        return true;
                    }
                    content.check().dotNotStuffed();
                    content.write(CR, 0, 1);
                    runStart = i;
                    state = afterText(octet);
                }
            }
        }
        content.write(octets, runStart, Math.max(0, in.limit - runStart));
        in.position = in.limit;
        return false;
    }

    private static State afterText(byte octet) {
        return octet == '\r' ? State.TEXT_CR : State.TEXT;
    }
}
