package planted.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.SocketFactory;

/** Each nested class does one thing that core must not do; the architecture test proves that it would be found. */
public final class Impure {
    private Impure() {}

    public static final class OpensASocket {
        Socket open(String host) throws IOException {
            return new Socket(host, 25);
        }
    }

    public static final class LooksUpAHost {
        InetAddress lookUp(String host) throws IOException {
            return InetAddress.getByName(host);
        }
    }

    public static final class MakesSockets {
        SocketFactory factory() {
            return SocketFactory.getDefault();
        }
    }

    public static final class ReadsAFile {
        InputStream open(Path path) throws IOException {
            return Files.newInputStream(path);
        }
    }

    public static final class StartsAThread {
        void start(Runnable work) {
            new Thread(work).start();
        }
    }

    public static final class OwnsAnExecutor {
        ExecutorService executor() {
            return Executors.newSingleThreadExecutor();
        }
    }

    public static final class UsesTheCommonPool {
        CompletableFuture<String> later(Supplier<String> work) {
            return CompletableFuture.supplyAsync(work);
        }
    }

    public static final class GoesParallel {
        Stream<String> all(List<String> names) {
            return names.parallelStream();
        }
    }

    public static final class ReadsTheClock {
        Instant now() {
            return Instant.now();
        }
    }

    public static final class NamesTheClock {
        Supplier<Instant> clock() {
            return Instant::now;
        }
    }

    public static final class ChoosesTheClock {
        InstantSource clock() {
            return InstantSource.system();
        }
    }

    public static final class CountsMillis {
        long millis() {
            return System.currentTimeMillis();
        }
    }

    public static final class OwnsARandom {
        private final Random random = new Random(7);

        int next() {
            return random.nextInt();
        }
    }

    public static final class DrawsAnId {
        UUID id() {
            return UUID.randomUUID();
        }
    }

    public static final class ReadsTheEnvironment {
        String home() {
            return System.getenv("HOME");
        }
    }

    public static final class Prints {
        void print(String text) {
            System.out.println(text);
        }
    }
}
