package io.sendwell.smtp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads replies from a server that need not be friendly: lines and replies are bounded, and what cannot be a reply ends
 * the connection instead of being guessed at.
 */
final class ReplyReader {

    /** A reply line has 512 octets (RFC 5321 section 4.5.3.1.5); some servers write longer explanations. */
    private static final int MAX_LINE = 4096;

    /** No server has been seen to say more; an EHLO reply has some 15 lines. */
    private static final int MAX_LINES = 128;

    private static final int CODE_LENGTH = 3;
    private static final int LOWEST_CODE = 200;
    private static final int HIGHEST_CODE = 599;

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE];

    ReplyReader(InputStream in) {
        this.in = new BufferedInputStream(in, MAX_LINE);
    }

    /**
     * The next reply.
     *
     * @throws EOFException when the server closed the connection
     * @throws ProtocolException when what came is no reply
     */
    Reply read() throws IOException {
        List<String> texts = new ArrayList<>(1);
        while (texts.size() < MAX_LINES) {
            int length = readLine();
            int code = code(length);
            boolean last = length == CODE_LENGTH || line[CODE_LENGTH] == ' ';
            if (!last && line[CODE_LENGTH] != '-') {
                throw noReply(length);
            }
            texts.add(text(length));
            if (last) {
                return new Reply(code, texts);
            }
        }
        throw new ProtocolException("The server's reply has more than " + MAX_LINES + " lines.");
    }

    /** Whether the server has said something that was not asked for, as far as it has been received already. */
    boolean hasUnread() throws IOException {
        return in.available() > 0;
    }

    private int readLine() throws IOException {
        int length = 0;
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (length == MAX_LINE) {
                throw new ProtocolException("The server's reply has a line of more than " + MAX_LINE + " octets.");
            }
            line[length++] = (byte) octet;
        }
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }

    private int code(int length) throws ProtocolException {
        int code = 0;
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i >= length || line[i] < '0' || line[i] > '9') {
                throw noReply(length);
            }
            code = code * 10 + line[i] - '0';
        }
        if (code < LOWEST_CODE || code > HIGHEST_CODE) {
            throw noReply(length);
        }
        return code;
    }

    private String text(int length) {
        int from = Math.min(CODE_LENGTH + 1, length);
        return printable(new String(line, from, length - from, StandardCharsets.UTF_8));
    }

    private ProtocolException noReply(int length) {
        String start = new String(line, 0, Math.min(length, 80), StandardCharsets.UTF_8);
        return new ProtocolException("The server sent \"" + printable(start) + "\" where a reply was expected.");
    }

    /** Replies end up in logs and on terminals. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
