package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Mailjet's Node client against the fake, where there is Node and the package {@code node-mailjet}.
 *
 * <p>The system property {@code sendwell.node.modules}, or the environment variable {@code SENDWELL_NODE_MODULES},
 * names the {@code node_modules} directory that holds the package.
 */
class MailjetNodeSdkTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void the_node_client_sends_through_the_fake() throws Exception {
        Path modules = nodeModules();
        try (FakeMailjet mailjet = FakeMailjet.start()) {
            FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");

            List<JsonNode> replies = run(modules, mailjet, acme);

            assertThat(replies)
                    .extracting(reply -> reply.path("status").asInt())
                    .containsExactly(200, 400, 200, 401, 200);
            assertThat(acme.accepted()).extracting(AcceptedMessage::customId).containsExactly("a", "b", "c", "d");
            AcceptedMessage first = acme.accepted().get(0);
            assertThat(first.text()).isEqualTo("Hello Grace 👋");
            assertThat(first.from()).contains(new PostedMailbox("Éxample Ñews", "news@example.org"));
            assertThat(first.attachments()).extracting(AcceptedAttachment::size).containsExactly(5L);
            String firstId = Long.toString(first.to().get(0).messageId());
            assertThat(replies.get(0).at("/body/Messages/0/To/0/MessageID").asText())
                    .as("the id survives a language whose numbers are doubles")
                    .isEqualTo(firstId);
            assertThat(replies.get(1).at("/body/Messages/1/Errors/0/ErrorCode").asText())
                    .isEqualTo("send-0008");
            assertThat(replies.get(2).at("/body/Messages/0/Status").asText()).isEqualTo("success");
            assertThat(replies.get(4).at("/body/Data/0/CustomID").asText()).isEqualTo("b");
            assertThat(mailjet.requests().get(0).header("User-Agent")).startsWith("mailjet-api-v3-nodejs/");
        }
    }

    private static Path nodeModules() {
        String property = System.getProperty("sendwell.node.modules", "");
        String variable = System.getenv().getOrDefault("SENDWELL_NODE_MODULES", "");
        Path modules = Path.of(property.isEmpty() ? variable : property);
        assumeTrue(
                Files.isDirectory(modules.resolve("node-mailjet")),
                "Skipped: no node-mailjet. Run \"npm install node-mailjet\" anywhere and name its node_modules directory in"
                        + " SENDWELL_NODE_MODULES.");
        return modules;
    }

    private static List<JsonNode> run(Path modules, FakeMailjet mailjet, FakeMailjetAccount account) throws Exception {
        ProcessBuilder node = new ProcessBuilder(
                        "node", "-", mailjet.baseUrl().getAuthority(), account.apiKey(), account.secretKey())
                .redirectErrorStream(true);
        node.environment().put("NODE_PATH", modules.toAbsolutePath().toString());
        Process process = start(node);
        try (OutputStream in = process.getOutputStream();
                InputStream script = MailjetNodeSdkTest.class.getResourceAsStream("node-sdk.cjs")) {
            script.transferTo(in);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<JsonNode> replies = new ArrayList<>();
        for (String line : output.lines().toList()) {
            replies.add(MAPPER.readTree(line));
        }
        return replies;
    }

    private static Process start(ProcessBuilder node) {
        try {
            return node.start();
        } catch (IOException e) {
            return abort("Skipped: no node on the path (" + e.getMessage() + ")");
        }
    }
}
