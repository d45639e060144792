package io.sendwell.examples.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.message.Attachment;
import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.contract.AttachmentHostContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, as it comes back over HTTP. */
class FileShelfTest implements AttachmentHostContract {

    private static final URI BASE = URI.create("https://files.vendor.example/f/");

    @TempDir
    Path directory;

    private final VirtualClock clock = VirtualClock.at(NOON);
    private int shelves;
    private FileShelf shelf;
    private FileEndpoint endpoint;

    @Override
    public AttachmentHost newAttachmentHost() throws IOException {
        close();
        shelf = FileShelf.in(directory.resolve("shelf" + shelves++), BASE, clock);
        endpoint = FileEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/f/", shelf);
        return shelf;
    }

    @Override
    public byte[] fetch(AttachmentHost host, URI link) throws IOException {
        HttpResponse<byte[]> response = request("GET", link);
        if (response.statusCode() != 200) {
            throw new IOException("Status " + response.statusCode());
        }
        return response.body();
    }

    @AfterEach
    void close() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private HttpResponse<byte[]> request(String method, URI link) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.here(link))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static AttachmentHost.Upload upload(Attachment file) {
        return new AttachmentHost.Upload(AccountId.of("acme"), "a".repeat(64), file, NEEDED);
    }

    @Test
    void a_browser_saves_what_it_gets_and_runs_nothing_of_it() throws IOException {
        newAttachmentHost();
        HostedFile kept = shelf.keep(upload(Attachment.of(
                "Größe*.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))));

        HttpResponse<byte[]> got = request("GET", kept.link());
        HttpResponse<byte[]> head = request("HEAD", kept.link());

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%2A.html");
        assertThat(got.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(got.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("25");
        assertThat(request("POST", kept.link()).statusCode()).isEqualTo(405);
    }

    @Test
    void nothing_else_of_the_machine_is_handed_out() throws IOException {
        newAttachmentHost();
        HostedFile kept = shelf.keep(upload(Attachment.of("a.txt", new byte[1])));
        String token = kept.link().getPath().substring("/f/".length());

        for (String path : new String[] {
            "", "a", token + ".about", "..%2Fkeys%2F" + "a".repeat(64), "%2e%2e/keys/" + "a".repeat(64), token + "/.."
        }) {
            assertThat(request("GET", URI.create(BASE + path)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_file_is_gone_when_its_end_has_come_and_another_one_is_kept_then() throws IOException {
        newAttachmentHost();
        HostedFile kept = shelf.keep(upload(Attachment.of("a.txt", new byte[1])));
        assertThat(shelf.tidy()).isZero();

        clock.setTo(kept.end().orElseThrow());

        assertThat(request("GET", kept.link()).statusCode()).isEqualTo(404);
        assertThat(shelf.tidy()).isEqualTo(1);
        try (Stream<Path> left = Files.list(directory.resolve("shelf0/files"))) {
            assertThat(left).isEmpty();
        }
        assertThat(shelf.keep(upload(Attachment.of("a.txt", new byte[1]))).link())
                .isNotEqualTo(kept.link());
    }
}
