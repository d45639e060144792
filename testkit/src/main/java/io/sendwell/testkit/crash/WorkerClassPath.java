package io.sendwell.testkit.crash;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The class path on which another JVM finds what this one has. */
final class WorkerClassPath {

    private WorkerClassPath() {}

    /** Where this program is, and everything this JVM was started with, modules among it. */
    static String of(Class<?> program) {
        Set<String> places = new LinkedHashSet<>();
        // A test class that is patched into a module is on neither path.
        places.add(placeOf(program));
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            String value = System.getProperty(property, "");
            Arrays.stream(value.split(File.pathSeparator, -1))
                    .filter(place -> !place.isEmpty())
                    .forEach(places::add);
        }
        return String.join(File.pathSeparator, places);
    }

    private static String placeOf(Class<?> program) {
        String file = "/" + program.getName().replace('.', '/') + ".class";
        URL found = program.getResource(file);
        if (found == null) {
            throw new IllegalArgumentException("There is no class file of " + program.getName()
                    + " that another JVM could load. Name a class that was compiled to a file.");
        }
        String place = found.toString();
        place = place.substring(0, place.length() - file.length());
        if (place.startsWith("jar:")) {
            place = place.substring("jar:".length(), place.length() - "!".length());
        }
        try {
            return Path.of(new URI(place)).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No path: " + place, e);
        }
    }
}
