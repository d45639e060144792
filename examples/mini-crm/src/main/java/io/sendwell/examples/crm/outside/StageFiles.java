package io.sendwell.examples.crm.outside;

import io.sendwell.account.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The directory of a {@link Stage}, for one process at a time, with what customers published in the DNS. */
final class StageFiles implements AutoCloseable {

    private final FileChannel lock;
    private final Path published;

    private StageFiles(FileChannel lock, Path published) {
        this.lock = lock;
        this.published = published;
    }

    /** Two that play on the same files would overwrite what the other one keeps. */
    static StageFiles lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("stage.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(channel)) {
            channel.close();
            throw new ConfigurationException("The world around the CRM is played in " + directory
                    + " by another process already. End that one, or start this one in another CRM_DIRECTORY and at another"
                    + " CRM_PORT. To have both share the work, give both the same PostgreSQL in CRM_DATABASE, and this one"
                    + " CRM_STAGE=" + directory + ".");
        }
        return new StageFiles(channel, directory.resolve("published"));
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The lines of zone files that were published, in their order. */
    List<String> published() throws IOException {
        return Files.exists(published) ? Files.readAllLines(published, StandardCharsets.UTF_8) : List.of();
    }

    void publish(String line) throws IOException {
        Files.writeString(
                published, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("The directory of the played world cannot be let go.", e);
        }
    }
}
