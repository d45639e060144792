package io.sendwell.examples.crm.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The page on which people say who they are. */
public final class LogIn {

    private final Sessions sessions;
    private final Function<Html, Html> frame;
    private final Html hint;
    private final Map<Role, Link> start;

    /**
     * @param frame puts the form into a page
     * @param hint below the form; with whom to try it
     * @param start where each role begins
     */
    public LogIn(Sessions sessions, Function<Html, Html> frame, Html hint, Map<Role, Link> start) {
        this.sessions = sessions;
        this.frame = frame;
        this.hint = hint;
        this.start = start;
    }

    /** Its addresses. */
    public void register(Pages pages) {
        pages.open("GET", "/", this::start);
        pages.open("GET", "/login", request -> Reply.page(form(Html.NONE)));
        pages.open("POST", "/login", this::open);
        pages.user("POST", "/logout", (request, session) -> close(request));
        pages.operator("POST", "/operator/logout", (request, session) -> close(request));
    }

    private Reply start(Request request) {
        return Reply.goTo(request.cookie(Pages.COOKIE)
                .flatMap(sessions::find)
                .map(session -> start.get(session.role()))
                .orElse(Link.to("/login")));
    }

    private Reply open(Request request) throws IOException {
        Pages.requireOurPage(request);
        Optional<String> cookie =
                sessions.open(request.form().value("login"), request.form().value("password"));
        if (cookie.isEmpty()) {
            return Reply.page(403, form(Html.of("<p class=\"bad\" role=\"alert\">Name or password is not right.</p>")));
        }
        return Reply.goTo(Link.to("/"))
                .with("Set-Cookie", Pages.COOKIE + "=" + cookie.get() + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private Reply close(Request request) {
        request.cookie(Pages.COOKIE).ifPresent(sessions::close);
        return Reply.goTo(Link.to("/login"))
                .with("Set-Cookie", Pages.COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    private Html form(Html message) {
        return frame.apply(Html.of("""
                <form method="post" action="{}" class="card narrow">
                  <h1>Log in</h1>
                  {}
                  <label>Name <input name="login" autocomplete="username" required autofocus></label>
                  <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
                  <button class="main">Log in</button>
                </form>
                {}
                """, Link.to("/login"), message, hint));
    }
}
