package io.sendwell.examples.faults;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What a node is told, as the arguments of its process. Immutable. */
final class Settings {

    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The usual values, for this database. */
    static Settings of(String database) {
        return new Settings(new EnumMap<>(Setting.class)).with(Setting.DATABASE, database);
    }

    static Settings parse(String... arguments) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(Setting.valueOf(argument.substring(0, equals)), argument.substring(equals + 1));
        }
        return new Settings(values);
    }

    Settings with(Setting setting, Object value) {
        Map<Setting, String> changed = new EnumMap<>(Setting.class);
        changed.putAll(values);
        changed.put(setting, value.toString());
        return new Settings(changed);
    }

    String text(Setting setting) {
        return values.getOrDefault(setting, setting.usual());
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    Duration duration(Setting setting) {
        return Duration.parse(text(setting));
    }

    String[] toArguments() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
