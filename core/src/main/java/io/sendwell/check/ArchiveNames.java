package io.sendwell.check;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * Walks through the names inside a zip or tar archive, and inside archives in it, until one is wanted. It keeps nothing in
 * memory, and stops at a bound: an archive may be made to unpack for ever.
 */
final class ArchiveNames {

    private static final int MAX_DEPTH = 3;
    private static final int MAX_NAMES = 10_000;
    private static final long MAX_OCTETS = 256L * 1024 * 1024;

    private static final List<String> UNREADABLE =
            List.of(".7z", ".rar", ".bz2", ".tbz2", ".xz", ".txz", ".lzma", ".zst", ".arj", ".lzh", ".z");

    private static final int LOCAL_HEADER = 8;
    private static final int FLAGS_AT = 6;

    private static final int TAR_BLOCK = 512;
    private static final int TAR_NAME = 100;
    private static final int TAR_TYPE_AT = 156;
    private static final byte GNU_LONG_NAME = 'L';
    private static final byte PAX_HEADER = 'x';
    private static final int MAX_LONG_NAME = 65_536;
    private static final int TAR_SIZE_AT = 124;
    private static final int TAR_SIZE_DIGITS = 12;

    private final Predicate<String> wanted;
    private final byte[] skipped = new byte[8_192];
    private int names;
    private long octets;
    private boolean leftOut;

    private ArchiveNames(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    static boolean isArchive(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return isZip(name) || isTarGz(name) || name.endsWith(".tar") || name.endsWith(".gz");
    }

    /** Whether it is an archive of a kind that nothing here can read. */
    static boolean isUnreadable(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return UNREADABLE.stream().anyMatch(name::endsWith);
    }

    /**
     * The first wanted name in an archive, or the name of an encrypted archive inside it.
     *
     * @param in the archive, which is not closed
     * @throws IOException when it cannot be read to its end, because it is broken, or larger inside than the bound
     */
    static Optional<String> find(String fileName, InputStream in, Predicate<String> wanted) throws IOException {
        ArchiveNames names = new ArchiveNames(wanted);
        Optional<String> found = names.walk(fileName, in, 1);
        if (found.isEmpty() && names.leftOut) {
            throw new IOException("an archive inside it is of a kind that cannot be read");
        }
        return found;
    }

    private Optional<String> walk(String archive, InputStream in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("archives are nested more than " + MAX_DEPTH + " deep");
        }
        String name = archive.toLowerCase(Locale.ROOT);
        if (isZip(name)) {
            BufferedInputStream zip = new BufferedInputStream(in, LOCAL_HEADER);
            return depth > 1 && startsEncrypted(zip) ? Optional.of(archive) : walkZip(new ZipInputStream(zip), depth);
        }
        if (name.endsWith(".gz") && !isTarGz(name)) {
            String inside = archive.substring(0, archive.length() - ".gz".length());
            return visit(inside, new Metered(new GZIPInputStream(in)), depth);
        }
        return walkTar(new Metered(isTarGz(name) ? new GZIPInputStream(in) : in), depth);
    }

    // APPNOTE.TXT section 4.3.7: signature, version, then flags, whose lowest bit says that the file is encrypted.
    // Nobody can
    // look into it, and an archive that hides one in another has a reason to.
    private static boolean startsEncrypted(BufferedInputStream zip) throws IOException {
        zip.mark(LOCAL_HEADER);
        byte[] header = zip.readNBytes(LOCAL_HEADER);
        zip.reset();
        return header.length == LOCAL_HEADER && (header[FLAGS_AT] & 1) != 0;
    }

    private Optional<String> walkZip(ZipInputStream zip, int depth) throws IOException {
        InputStream content = new Metered(zip);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Optional<String> found = visit(entry.getName(), content, depth);
            if (found.isPresent()) {
                return found;
            }
            // Going on to the next entry would read the rest of this one without counting it.
            skip(content, Long.MAX_VALUE);
        }
        return Optional.empty();
    }

    private Optional<String> walkTar(InputStream tar, int depth) throws IOException {
        byte[] header = new byte[TAR_BLOCK];
        String longName = "";
        while (tar.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK && header[0] != 0) {
            long size = tarSize(header);
            Part content = new Part(tar, size);
            byte type = header[TAR_TYPE_AT];
            if (type == GNU_LONG_NAME || type == PAX_HEADER) {
                longName = longName(type, content);
            } else {
                Optional<String> found = visit(longName.isEmpty() ? tarName(header) : longName, content, depth);
                if (found.isPresent()) {
                    return found;
                }
                longName = "";
            }
            long padding = (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
            skip(tar, content.left + padding);
        }
        return Optional.empty();
    }

    // A name of more than 100 octets stands in front of its file, as a file of its own: its header has the beginning
    // only.
    private static String longName(byte type, InputStream content) throws IOException {
        String text = new String(content.readNBytes(MAX_LONG_NAME), StandardCharsets.UTF_8);
        if (type == GNU_LONG_NAME) {
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        }
        int path = text.indexOf(" path=");
        int end = path < 0 ? -1 : text.indexOf('\n', path);
        return end < 0 ? "" : text.substring(path + " path=".length(), end);
    }

    private Optional<String> visit(String path, InputStream content, int depth) throws IOException {
        names++;
        if (names > MAX_NAMES) {
            throw new IOException("it has more than " + MAX_NAMES + " files");
        }
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (wanted.test(name)) {
            return Optional.of(name);
        }
        leftOut |= isUnreadable(name);
        return isArchive(name) ? walk(name, content, depth + 1) : Optional.empty();
    }

    private void skip(InputStream in, long count) throws IOException {
        long left = count;
        while (left > 0) {
            int read = in.read(skipped, 0, (int) Math.min(skipped.length, left));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static String tarName(byte[] header) {
        int end = 0;
        while (end < TAR_NAME && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.UTF_8);
    }

    private static long tarSize(byte[] header) throws IOException {
        long size = 0;
        for (int i = TAR_SIZE_AT; i < TAR_SIZE_AT + TAR_SIZE_DIGITS && header[i] != 0 && header[i] != ' '; i++) {
            if (header[i] < '0' || header[i] > '7') {
                throw new IOException("its list of files is not readable");
            }
            size = size * 8 + (header[i] - '0');
        }
        return size;
    }

    private static boolean isZip(String lowerCaseName) {
        return lowerCaseName.endsWith(".zip");
    }

    private static boolean isTarGz(String lowerCaseName) {
        return lowerCaseName.endsWith(".tgz") || lowerCaseName.endsWith(".tar.gz");
    }

    /** Counts every unpacked octet of the whole walk against its bound. */
    private final class Metered extends FilterInputStream {

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int read = super.read(b, off, len);
            octets += Math.max(0, read);
            if (octets > MAX_OCTETS) {
                throw new IOException("it unpacks to more than " + MAX_OCTETS + " octets");
            }
            return read;
        }

        @Override
        public void close() {
            // Whoever opened the archive closes it.
        }
    }

    /** The content of one file of a tar archive. */
    private static final class Part extends FilterInputStream {

        private long left;

        Part(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(b, off, (int) Math.min(len, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            // The archive goes on behind this file.
        }
    }
}
