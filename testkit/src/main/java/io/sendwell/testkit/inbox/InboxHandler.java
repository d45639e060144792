package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The dev inbox without a server: answers the requests that an application's own server passes on, behind its own login.
 *
 * <pre>{@code
 * InboxReply reply = handler.answer(new InboxRequest(
 *         exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
 *         Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
 *         exchange.getRequestHeaders(), exchange.getRequestBody()));
 * reply.headers().forEach(exchange.getResponseHeaders()::set);
 * exchange.sendResponseHeaders(reply.status(), reply.length() == 0 ? -1 : reply.length());
 * reply.writeTo(exchange.getResponseBody());
 * }</pre>
 *
 * <p>It asks nobody who they are. What changes something is a POST with a header field that no page of another origin can send. Threads
 * may share it; up to {@link DevInbox.Builder#waitingPages} of them are held while pages wait for news.
 */
public final class InboxHandler {

    /** The header field of each POST of the page. */
    static final String ASKED_BY_THE_PAGE = "X-Dev-Inbox";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final int MOST_TEXT = 512 * 1024;
    private static final Map<String, String> STATIC = Map.of(
            "", "text/html; charset=utf-8",
            "inbox.css", "text/css; charset=utf-8",
            "inbox.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final String basePath;
    private final int newest;
    private final List<FakeMailjet> esps;
    private final List<Mailroom> rooms;
    private final PreviewMails previews;
    private final boolean watches;
    private final Optional<Function<ReceivedMail, List<AuthenticationResult>>> authentication;
    private final Unsubscribing unsubscribing;
    private final Changes changes;

    InboxHandler(DevInbox.Builder settings) {
        this.basePath = settings.basePath;
        this.newest = settings.newest;
        this.esps = List.copyOf(settings.esps);
        this.previews = new PreviewMails(settings.previews.stream()
                .flatMap(some -> some.named().stream())
                .toList());
        this.watches = !settings.esps.isEmpty() || !settings.servers.isEmpty();
        this.authentication = settings.authentication;
        this.unsubscribing = new Unsubscribing(settings.linksLeadTo);
        this.changes = new Changes(settings.waitingPages);
        List<Mailroom> found = new ArrayList<>();
        esps.forEach(esp -> {
            found.add(new EspMails("esp" + (found.size() + 1), esp));
            esp.onChange(changes::happened);
        });
        settings.servers.forEach(server -> {
            found.add(new SmtpMails("smtp" + (found.size() + 1), server));
            server.onChange(changes::happened);
        });
        found.add(previews);
        this.rooms = List.copyOf(found);
    }

    /** What to answer. A request that makes no sense is answered too. */
    public InboxReply answer(InboxRequest request) {
        if ((request.path() + "/").equals(basePath)) {
            return Replies.elsewhere(basePath);
        }
        if (!request.path().startsWith(basePath)) {
            return notFound();
        }
        String path = request.path().substring(basePath.length());
        try {
            return switch (request.method().toUpperCase(Locale.ROOT)) {
                case "GET", "HEAD" -> get(path, request);
                case "POST" ->
                    isAskedByThePage(request)
                            ? post(path, request)
                            : Replies.text(403, "Only the page itself asks for this.\n");
                default -> Replies.text(405, "GET, HEAD and POST are known.\n");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Replies.text(503, "The dev inbox was closed.\n");
        } catch (IOException | RuntimeException e) {
            // A preview that fails, a webhook URL that leads away: who works on it wants to read why.
            return Replies.json(500, JSON.createObjectNode().put("problem", String.valueOf(e)));
        }
    }

    // Another origin would have to ask for this field in a preflight, which is not answered.
    private static boolean isAskedByThePage(InboxRequest request) {
        return request.header(ASKED_BY_THE_PAGE).isPresent()
                && request.header("Sec-Fetch-Site")
                        .filter(site -> !site.equals("same-origin"))
                        .isEmpty();
    }

    private InboxReply get(String path, InboxRequest request) throws InterruptedException {
        String type = STATIC.get(path);
        if (type != null) {
            return Replies.resource(path.isEmpty() ? "inbox.html" : path, type);
        }
        List<String> steps = List.of(path.split("/", -1));
        return switch (steps.get(0)) {
            case "api" -> api(steps.subList(1, steps.size()), request);
            case "mails" ->
                steps.size() >= 3
                        ? find(steps.get(1))
                                .flatMap(mail -> part(mail, steps.subList(2, steps.size()), request))
                                .orElseGet(InboxHandler::notFound)
                        : notFound();
            default -> notFound();
        };
    }

    private InboxReply api(List<String> steps, InboxRequest request) throws InterruptedException {
        String what = String.join("/", steps.subList(0, Math.min(1, steps.size())));
        if (what.equals("changes")) {
            return changed(request.parameter("since"));
        }
        if (what.equals("previews")) {
            return steps.size() == 2 ? persons(steps.get(1)) : Replies.json(200, names());
        }
        if (!what.equals("mails")) {
            return notFound();
        }
        if (steps.size() == 1) {
            return Replies.json(200, list(request.parameter("search")));
        }
        Optional<InboxMail> mail = find(steps.get(1));
        if (mail.isEmpty()) {
            return notFound();
        }
        String aspect = steps.size() == 3 ? steps.get(2) : "";
        return switch (aspect) {
            case "" -> Replies.json(200, shown(mail.get()));
            case "authentication" -> Replies.json(200, authenticated(mail.get()));
            case "source" -> Replies.json(200, source(mail.get()));
            default -> notFound();
        };
    }

    private InboxReply post(String path, InboxRequest request) throws IOException {
        JsonNode body = body(request);
        List<String> steps = List.of(path.split("/", -1));
        ObjectNode answer = JSON.createObjectNode();
        if (path.equals("api/reports")) {
            return Replies.json(200, Buttons.report(esps, answer));
        }
        boolean known =
                steps.size() == 4 && steps.get(0).equals("api") && steps.get(1).equals("mails");
        Optional<InboxMail> mail = known ? find(steps.get(2)) : Optional.empty();
        if (mail.isPresent() && steps.get(3).equals("happenings") && mail.get() instanceof EspMail esp) {
            return Replies.json(200, Buttons.press(esp, body, answer));
        }
        if (mail.isPresent() && steps.get(3).equals("unsubscribe")) {
            Optional<URI> link = Unsubscribing.link(mail.get().content());
            return Replies.json(
                    200,
                    link.map(found -> unsubscribing.click(found, answer))
                            .orElseGet(() -> answer.put("problem", "The mail has no link for that.")));
        }
        return notFound();
    }

    private static JsonNode body(InboxRequest request) throws IOException {
        byte[] octets = request.body().readNBytes(LARGEST_REQUEST);
        try {
            return JSON.readTree(octets);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private InboxReply changed(String since) throws InterruptedException {
        long known = since.matches("\\d{1,18}") ? Long.parseLong(since) : 0;
        boolean live = changes.await(known, LONGEST_WAIT);
        return Replies.json(
                200, JSON.createObjectNode().put("version", changes.version()).put("live", live));
    }

    private ObjectNode list(String search) {
        ObjectNode json = JSON.createObjectNode();
        // Before the mails: what comes in meanwhile is news to the page.
        json.put("version", changes.version());
        json.put("esp", !esps.isEmpty());
        json.put("previews", !previews.named().isEmpty());
        json.put("watches", watches);
        List<String> words = Stream.of(search.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        ArrayNode mails = json.putArray("mails");
        rooms.stream()
                .flatMap(room -> room.newest(newest).stream())
                .map(Listed::of)
                .sorted(Comparator.comparing((Listed mail) -> mail.line().at()).reversed())
                .limit(newest)
                .filter(mail -> words.stream().allMatch(mail.line()::has))
                .forEach(mail -> mails.add(mail.json()));
        return json;
    }

    /** A line of the list, read once. */
    private record Listed(String id, InboxMail.Line line) {

        static Listed of(InboxMail mail) {
            return new Listed(mail.id(), mail.line());
        }

        ObjectNode json() {
            return JSON.createObjectNode()
                    .put("id", id)
                    .put("road", line.road())
                    .put("account", line.account())
                    .put("from", line.from())
                    .put("to", line.to())
                    .put("subject", line.subject())
                    .put("at", line.at().toString())
                    .put("size", line.size())
                    .put("files", line.files())
                    .put("state", line.state())
                    .put("tone", line.tone().word());
        }
    }

    private ObjectNode shown(InboxMail mail) {
        ObjectNode json = Listed.of(mail).json();
        MailContent content = mail.content();
        json.put("html", content.html().isPresent());
        json.put("remotePictures", HtmlView.hasRemotePictures(content.html().orElse("")));
        content.text().ifPresent(text -> json.put("text", cut(text)));
        ArrayNode fields = json.putArray("fields");
        content.fields()
                .forEach(field -> fields.addObject()
                        .put("name", field.name())
                        .put("value", field.value())
                        .put("raw", field.raw()));
        ArrayNode files = json.putArray("attachments");
        content.files()
                .forEach(file -> files.addObject()
                        .put("name", file.name())
                        .put("type", file.type())
                        .put("contentId", file.contentId().orElse(""))
                        .put("size", file.size())
                        .put("kept", file.octets().get().isPresent()));
        mail.tell(json);
        unsubscribing.tell(json.putObject("unsubscribe"), mail, content);
        return json;
    }

    private ObjectNode authenticated(InboxMail mail) {
        ObjectNode json = JSON.createObjectNode();
        if (!(mail instanceof SmtpMail smtp)) {
            return json.put(
                    "why",
                    "The ESP signs a mail when it leaves. This is what the ESP was given, so there is nothing to judge yet.");
        }
        if (authentication.isEmpty()) {
            return json.put("why", "Nobody judges here: DevInbox.Builder.authentication takes a verifier.");
        }
        if (!smtp.mail().content().isWhole()) {
            return json.put("why", "The server did not keep this mail whole.");
        }
        ArrayNode results = json.putArray("results");
        authentication
                .get()
                .apply(smtp.mail())
                .forEach(result -> results.addObject()
                        .put("method", result.method())
                        .put("result", result.result())
                        .put("identity", result.identity())
                        .put("reason", result.reason()));
        return json;
    }

    private static ObjectNode source(InboxMail mail) {
        InboxMail.Source source = mail.source();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            source.octets().writeTo(new FirstOctets(octets, MOST_TEXT));
        } catch (FirstOctets.Enough enough) {
            // The rest is for the download.
        } catch (IOException e) {
            throw new UncheckedIOException("The source of " + mail.id() + " cannot be read", e);
        }
        return JSON.createObjectNode()
                .put("text", HeaderText.text(octets.toByteArray()))
                .put("length", source.length())
                .put("whole", octets.size() == source.length());
    }

    private static Optional<InboxReply> part(InboxMail mail, List<String> steps, InboxRequest request) {
        String what = steps.get(0);
        if (what.equals("html") && steps.size() == 1) {
            return Optional.of(
                    Replies.html(HtmlView.document(mail.content()), HtmlView.policy(request.parameter("pictures"))));
        }
        if (what.equals("source") && steps.size() == 1) {
            InboxMail.Source source = mail.source();
            return Optional.of(Replies.download(source.fileName(), source.length(), source.octets()));
        }
        boolean file = what.equals("files") && steps.size() == 2 && steps.get(1).matches("\\d{1,4}");
        return file ? file(mail.content().files(), Integer.parseInt(steps.get(1))) : Optional.empty();
    }

    private static Optional<InboxReply> file(List<MailFile> files, int number) {
        return number >= files.size()
                ? Optional.empty()
                : files.get(number)
                        .octets()
                        .get()
                        .map(octets ->
                                Replies.download(files.get(number).name(), octets.length, out -> out.write(octets)));
    }

    private ArrayNode names() {
        ArrayNode names = JSON.createArrayNode();
        previews.named().forEach(preview -> names.add(preview.name()));
        return names;
    }

    private InboxReply persons(String number) {
        if (!number.matches("\\d{1,4}")
                || Integer.parseInt(number) >= previews.named().size()) {
            return notFound();
        }
        ArrayNode mails = JSON.createArrayNode();
        previews.persons(Integer.parseInt(number))
                .forEach(mail -> mails.add(Listed.of(mail).json()));
        return Replies.json(200, mails);
    }

    private Optional<InboxMail> find(String id) {
        return rooms.stream().flatMap(room -> room.find(id).stream()).findFirst();
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT
                ? text
                : text.substring(0, MOST_TEXT) + "\n… and " + (text.length() - MOST_TEXT) + " more characters";
    }

    private static InboxReply notFound() {
        return Replies.text(404, "There is nothing of that name; it may have been forgotten.\n");
    }
}
