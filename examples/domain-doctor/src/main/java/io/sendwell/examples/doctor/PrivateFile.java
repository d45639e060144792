package io.sendwell.examples.doctor;

import io.sendwell.account.Secret;
import io.sendwell.dnsauth.dkim.DkimKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.Set;

/** A file that only its owner can read, from the first octet on. */
final class PrivateFile {

    private PrivateFile() {}

    /** @throws UsageException when the file is there: a key that is in use would be lost */
    static void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owned = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, options, owned))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " is there already; a key in it would be lost. Name another file.");
        }
    }

    /** @throws UsageException when there is no private key in it that DKIM can use */
    static PrivateKey readKey(Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Arguments.read(pem, text -> DkimKeys.read(Secret.of(text)));
    }
}
