package io.sendwell.examples.files;

import io.sendwell.message.Attachment;
import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files in a directory, each under a token of 128 random bits, which is all that its link has. Threads share it; so do processes,
 * though two that keep the same file at the same moment keep it twice.
 *
 * <p>{@code files/TOKEN} has the octets, {@code files/TOKEN.about} name, type and end, and {@code keys/KEY} the token. Each is written
 * aside and moved to its place, in this order: what can be found is whole.
 */
public final class FileShelf implements AttachmentHost {

    /** What is kept for so much longer than needed is still there for a request that is repeated a little later. */
    private static final Duration MARGIN = Duration.ofDays(7);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private final Path files;
    private final Path keys;
    private final URI base;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();
    private final Map<String, Object> beingKept = new ConcurrentHashMap<>();

    private FileShelf(Path directory, URI base, InstantSource clock) throws IOException {
        files = Files.createDirectories(directory.resolve("files"));
        keys = Files.createDirectories(directory.resolve("keys"));
        this.base = base;
        this.clock = clock;
    }

    /**
     * The files of a directory, which is made if there is none.
     *
     * @param base what the links begin with, such as {@code https://files.vendor.example/f/}
     */
    public static FileShelf in(Path directory, URI base, InstantSource clock) throws IOException {
        return new FileShelf(directory, base, clock);
    }

    /** A file that is there. */
    record Kept(Path octets, String fileName, String contentType, Instant end) {}

    @Override
    public HostedFile keep(Upload upload) throws IOException {
        if (!KEY.matcher(upload.key()).matches()) {
            throw new IOException("A key is 64 hexadecimal digits.");
        }
        Object turn = beingKept.computeIfAbsent(upload.key(), key -> new Object());
        try {
            synchronized (turn) {
                Optional<HostedFile> known = known(upload);
                return known.isPresent() ? known.get() : keptAnew(upload);
            }
        } finally {
            beingKept.remove(upload.key(), turn);
        }
    }

    private Optional<HostedFile> known(Upload upload) throws IOException {
        Path place = keys.resolve(upload.key());
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        String token = Files.readString(place);
        return find(token)
                .filter(kept -> !kept.end().isBefore(upload.neededUntil()))
                .map(kept -> HostedFile.until(base.resolve(token), kept.end()));
    }

    private HostedFile keptAnew(Upload upload) throws IOException {
        byte[] bits = new byte[16];
        chance.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Instant end = upload.neededUntil().plus(MARGIN);
        Attachment file = upload.file();
        Path aside = files.resolve(token + ".new");
        try {
            copy(file, aside);
            Files.move(aside, files.resolve(token), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
        write(files.resolve(token + ".about"), String.join("\n", file.fileName(), file.contentType(), end.toString()));
        write(keys.resolve(upload.key()), token);
        return HostedFile.until(base.resolve(token), end);
    }

    private static void copy(Attachment file, Path to) throws IOException {
        byte[] buffer = new byte[16_384];
        long size = 0;
        try (InputStream in = file.open();
                OutputStream out = Files.newOutputStream(to)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > file.size()) {
                    break;
                }
                out.write(buffer, 0, read);
            }
        }
        if (size != file.size()) {
            throw new IOException("The file has another length than the " + file.size() + " octets that it claims.");
        }
    }

    private static void write(Path place, String text) throws IOException {
        Path aside = place.resolveSibling(place.getFileName() + ".new");
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is under a token; empty when nothing is, or is any more. What is no token leads nowhere in the file system. */
    Optional<Kept> find(String token) throws IOException {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        Path about = files.resolve(token + ".about");
        if (!Files.exists(about)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(about, StandardCharsets.UTF_8);
        Instant end = Instant.parse(lines.get(2));
        return clock.instant().isBefore(end)
                ? Optional.of(new Kept(files.resolve(token), lines.get(0), lines.get(1), end))
                : Optional.empty();
    }

    /**
     * Deletes the files whose end has come; to be called once a day.
     *
     * @return how many
     */
    public int tidy() throws IOException {
        int deleted = 0;
        try (Stream<Path> abouts = Files.list(files)) {
            for (Path about :
                    abouts.filter(path -> path.toString().endsWith(".about")).toList()) {
                String name = String.valueOf(about.getFileName());
                String token = name.substring(0, name.length() - ".about".length());
                if (find(token).isEmpty()) {
                    Files.deleteIfExists(about);
                    Files.deleteIfExists(files.resolve(token));
                    deleted++;
                }
            }
        }
        return deleted;
    }
}
