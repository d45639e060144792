package io.sendwell.testkit.inbox;

import java.util.List;
import java.util.Optional;

/** What a mail says and carries, decoded. */
record MailContent(List<MailField> fields, Optional<String> text, Optional<String> html, List<MailFile> files) {

    MailContent {
        fields = List.copyOf(fields);
        files = List.copyOf(files);
    }

    /** The value of the first field of that name; empty when there is none. */
    String field(String name) {
        return all(name).stream().findFirst().map(MailField::value).orElse("");
    }

    List<MailField> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }
}
