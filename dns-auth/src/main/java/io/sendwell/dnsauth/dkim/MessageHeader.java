package io.sendwell.dnsauth.dkim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a header by name, for several signatures to pick from. */
final class MessageHeader {

    private final Map<String, List<HeaderSection.Field>> fields = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    MessageHeader(HeaderSection section) {
        for (HeaderSection.Field field : section.fields()) {
            fields.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field);
        }
        fields.forEach((name, same) -> counts.put(name, same.size()));
    }

    /** The fields of this name, which is in lower case, from top to bottom. */
    List<HeaderSection.Field> fields(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** How often each name stands there. */
    Map<String, Integer> counts() {
        return counts;
    }
}
