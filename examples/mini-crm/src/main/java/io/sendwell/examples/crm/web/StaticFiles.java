package io.sendwell.examples.crm.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The style and the script, from the program itself. */
public final class StaticFiles {

    private static final Map<String, String> TYPES =
            Map.of("crm.css", "text/css; charset=utf-8", "crm.js", "text/javascript; charset=utf-8");

    private StaticFiles() {}

    /** Their addresses. */
    public static void register(Pages pages) {
        pages.open("GET", "/static/{name}", request -> file(request.segment("name")));
    }

    private static Reply file(String name) throws IOException {
        String type = TYPES.get(name);
        if (type == null) {
            throw BadRequestException.notFound();
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw BadRequestException.notFound();
            }
            byte[] octets = in.readAllBytes();
            return new Reply(200, Map.of("Content-Type", type), out -> out.write(octets));
        }
    }
}
