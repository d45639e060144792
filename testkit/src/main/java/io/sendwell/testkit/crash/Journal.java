package io.sendwell.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a process that will be killed was told: a line for each call that was acknowledged, written once the call had
 * returned. Whoever reads it after the kill knows what has to be there.
 *
 * <p>A line is in the system's hands when {@link #add} returns, and so survives the end of the process; it need not survive
 * the end of the machine. Threads may share it.
 */
public final class Journal implements AutoCloseable {

    private final FileChannel file;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens a journal for more lines; it is made when it is not there. */
    public static Journal open(Path file) {
        try {
            return new Journal(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be opened", e);
        }
    }

    /** The lines of a journal that were written whole; none when there is no such file. */
    public static List<String> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file, UTF_8);
            // The last line may have been torn by the kill, and then was never added.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be read", e);
        }
    }

    /** Adds one line, without a line break in it. */
    public synchronized void add(String line) {
        ByteBuffer octets = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        try {
            while (octets.hasRemaining()) {
                file.write(octets);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be closed", e);
        }
    }
}
