package io.sendwell.examples.crm.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which address is answered by whom, and who may ask. An address of the customer's people is no address to the operator, and the
 * other way round; every form that somebody who is logged in sends has to carry the session's proof.
 */
public final class Pages {

    static final String COOKIE = "crm_session";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Sessions sessions;
    private final List<Route> routes = new ArrayList<>();

    /** Nothing yet. */
    public Pages(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Answers everybody. */
    @FunctionalInterface
    public interface Open {
        Reply answer(Request request) throws IOException;
    }

    /** Answers somebody who is logged in. */
    @FunctionalInterface
    public interface Guarded {
        Reply answer(Request request, Session session) throws IOException;
    }

    private record Route(String method, List<String> path, Optional<Role> role, Guarded handler) {}

    private static final Session NOBODY = new Session(0, "", Role.USER, "", "", Locale.ENGLISH, "", "");

    /** An address for everybody, such as one that an ESP reports to. A path's {@code {name}} is any one segment, {@code *} any rest. */
    public Pages open(String method, String path, Open handler) {
        return add(method, path, Optional.empty(), (request, nobody) -> handler.answer(request));
    }

    /** An address for people of a customer. */
    public Pages user(String method, String path, Guarded handler) {
        return add(method, path, Optional.of(Role.USER), handler);
    }

    /** An address for the operator. */
    public Pages operator(String method, String path, Guarded handler) {
        return add(method, path, Optional.of(Role.OPERATOR), handler);
    }

    private Pages add(String method, String path, Optional<Role> role, Guarded handler) {
        routes.add(new Route(method, segments(path), role, handler));
        return this;
    }

    /** An address: which method, which path, and for whom; for everybody where there is no role. */
    public record Address(String method, String path, Optional<Role> role) {}

    /** All addresses. */
    public List<Address> addresses() {
        return routes.stream()
                .map(route -> new Address(route.method(), String.join("/", route.path()), route.role()))
                .toList();
    }

    Reply answer(HttpExchange exchange) throws IOException {
        List<String> path = segments(exchange.getRequestURI().getRawPath());
        String method = exchange.getRequestMethod();
        for (Route route : routes) {
            Optional<Map<String, String>> values = matched(route.path(), path);
            boolean asked = route.method().equals(method)
                    || route.method().equals("*")
                    || (route.method().equals("GET") && method.equals("HEAD"));
            if (asked && values.isPresent()) {
                Request request = new Request(exchange, values.get());
                return route.role().isEmpty()
                        ? route.handler().answer(request, NOBODY)
                        : guarded(route, route.role().get(), request);
            }
        }
        throw BadRequestException.notFound();
    }

    private Reply guarded(Route route, Role role, Request request) throws IOException {
        Optional<Session> session = request.cookie(COOKIE).flatMap(sessions::find);
        if (session.isEmpty()) {
            return Reply.goTo(Link.to("/login"));
        }
        if (session.get().role() != role) {
            throw BadRequestException.notFound();
        }
        if (!READING.contains(request.method())) {
            prove(request, session.get());
        }
        String notice = request.header("X-Part").isPresent() ? "" : Reply.notice(request);
        Reply reply = route.handler().answer(request, session.get().saying(notice));
        return notice.isEmpty() || reply.headers().containsKey("Set-Cookie") ? reply : reply.saidIt();
    }

    private static void prove(Request request, Session session) throws IOException {
        requireOurPage(request);
        String proof = request.header("X-Proof").orElse("");
        if (!session.isProvenBy(proof.isEmpty() ? request.form().value("proof") : proof)) {
            throw new BadRequestException(
                    403, "This form is of another log-in. Go back, load the page again and repeat it.");
        }
    }

    /** Refuses what another site's page sends; browsers say so (Fetch Metadata, W3C). */
    public static void requireOurPage(Request request) {
        String site = request.header("Sec-Fetch-Site").orElse("same-origin");
        if (!site.equals("same-origin") && !site.equals("none")) {
            throw new BadRequestException(403, "This form comes from another site.");
        }
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static Optional<Map<String, String>> matched(List<String> pattern, List<String> path) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.equals("*")) {
                return Optional.of(values);
            }
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (wanted.startsWith("{")) {
                values.put(wanted.substring(1, wanted.length() - 1), Form.plain(path.get(i)));
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return pattern.size() == path.size() ? Optional.of(values) : Optional.empty();
    }
}
