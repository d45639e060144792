package io.sendwell.merge;

import io.sendwell.message.MergeData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the source of one template, each character once. */
final class TemplateParser {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    /** What an author can mend in one go; also keeps the message of a hostile template small. */
    private static final int MAX_LISTED_PROBLEMS = 50;

    /** Sections in sections; more is a mistake, and merging would use the stack for it. */
    private static final int MAX_NESTING = 32;

    private static final int SNIPPET_LENGTH = 30;

    /** Room for the value of a field before anything was merged. */
    private static final int EXPECTED_VALUE_SIZE = 24;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final String source;
    private final TemplateKind kind;
    private final @Nullable HtmlContext html;
    private final Deque<OpenSection> open = new ArrayDeque<>();
    private final Set<MergeField> fields = new LinkedHashSet<>();
    private final List<Found> found = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private List<Part> parts = new ArrayList<>();
    private int problemCount;
    private int literalStart;
    private int literalBytes;

    /** A problem by its position in the source. */
    private record Found(int at, String message) {}

    /** A section whose end was not met yet, and what stood before it. */
    private record OpenSection(
            int at,
            String name,
            boolean inverted,
            MergePlace place,
            HtmlContext.@Nullable Snapshot context,
            List<Part> partsBefore) {}

    TemplateParser(String source, TemplateKind kind) {
        this.source =
                source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
        this.kind = kind;
        this.html = kind == TemplateKind.HTML ? new HtmlContext() : null;
    }

    Template parse() {
        int at = 0;
        while (at >= 0 && at < source.length()) {
            at = next(at);
        }
        endLiteral();
        for (OpenSection section : open) {
            problem(section.at, "the section " + section.name + " is never closed; expected {{/" + section.name + "}}");
        }
        // Without a field the HTML is its author's own business, and not judged here.
        if (html != null && html.isInsideMarkup() && !fields.isEmpty()) {
            problem(source.length(), "the HTML ends " + html.describe() + "; a quote or \">\" is missing");
        }
        if (problemCount > 0) {
            throw exception();
        }
        int expectedSize = literalBytes + EXPECTED_VALUE_SIZE * fields.size();
        return new Template(kind, parts, List.copyOf(fields), expectedSize);
    }

    /** Takes the text up to the next tag and the tag itself; answers where to go on. */
    private int next(int from) {
        int start = source.indexOf(OPEN, from);
        if (start < 0) {
            appendText(from, source.length());
            return source.length();
        }
        boolean backslash = start > from && source.charAt(start - 1) == '\\';
        if (backslash) {
            appendText(from, start - 1);
            boolean twice = start - 1 > from && source.charAt(start - 2) == '\\';
            if (!twice) {
                appendText(start, start + 2);
                return start + 2;
            }
        } else {
            appendText(from, start);
        }
        return tag(start);
    }

    private int tag(int start) {
        boolean triple = source.startsWith("{{{", start);
        int contentStart = start + (triple ? 3 : 2);
        int at = contentStart;
        while (at < source.length() && !source.startsWith(CLOSE, at)) {
            if (source.startsWith(OPEN, at)) {
                problem(
                        start,
                        "the braces are not closed before the next ones; expected }}, or \\{{ for braces as text");
                return at;
            }
            at++;
        }
        if (at >= source.length()) {
            problem(start, "the braces are never closed; expected }}, or \\{{ for braces as text");
            return source.length();
        }
        if (triple) {
            problem(
                    start,
                    "three braces would write a value without escaping it; write two, and give HTML of your own"
                            + " as MergeData.trustedHtml");
            return source.startsWith("}}}", at) ? at + 3 : at + 2;
        }
        int end = at + 2;
        String content = oneLine(source.substring(contentStart, at));
        return content(start, end, content);
    }

    private int content(int start, int end, String content) {
        if (content.isEmpty()) {
            problem(start, "the braces are empty; expected the name of a field");
            return end;
        }
        char first = content.charAt(0);
        String rest = content.substring(1).strip();
        return switch (first) {
            case '!' -> standalone(start, end);
            case '#', '^' -> openSection(start, standalone(start, end), rest, first == '^');
            case '/' -> closeSection(start, standalone(start, end), rest);
            case '&' ->
                refused(
                        start,
                        end,
                        "{{&...}} would write a value without escaping it; leave the & out, and give HTML of your own as"
                                + " MergeData.trustedHtml");
            case '>' -> refused(start, end, "there are no partial templates; put the text itself here");
            case '=' -> refused(start, end, "the braces cannot be changed; expected the name of a field");
            default -> field(start, end, content);
        };
    }

    private int refused(int start, int end, String message) {
        problem(start, message);
        return end;
    }

    /** Cuts the line around a tag that stands alone on it; answers where the text goes on. */
    private int standalone(int start, int end) {
        if (kind == TemplateKind.SUBJECT) {
            return end;
        }
        int lineStart = start;
        while (lineStart > 0 && isBlank(source.charAt(lineStart - 1))) {
            lineStart--;
        }
        int lineEnd = end;
        while (lineEnd < source.length() && isBlank(source.charAt(lineEnd))) {
            lineEnd++;
        }
        boolean first = lineStart == 0 || source.charAt(lineStart - 1) == '\n';
        boolean last = lineEnd == source.length() || source.charAt(lineEnd) == '\n';
        if (!first || !last) {
            return end;
        }
        text.setLength(text.length() - (start - lineStart));
        return Math.min(lineEnd + 1, source.length());
    }

    private int field(int start, int end, String content) {
        endLiteral();
        int bar = content.indexOf('|');
        String name = bar < 0 ? content : content.substring(0, bar).strip();
        Optional<String> fallback = bar < 0
                ? Optional.empty()
                : Optional.of(content.substring(bar + 1).strip());
        MergePlace place = place();
        if (html != null) {
            String refusal = html.refusal();
            if (refusal != null) {
                problem(start, refusal);
            }
            html.field();
        }
        if (name.equals("else")) {
            problem(
                    start,
                    "there is no {{else}}; close the section and write {{^name}}...{{/name}} for the other case");
            return end;
        }
        List<String> path = path(start, name);
        if (path == null) {
            return end;
        }
        fields.add(new MergeField(name, MergeField.Role.VALUE, place, fallback, within()));
        Part.Literal written = null;
        if (fallback.isPresent()) {
            Utf8Buffer buffer = new Utf8Buffer();
            String refusal = Escaper.write(buffer, fallback.get(), place);
            if (refusal != null) {
                problem(start, "the fallback " + refusal);
            }
            written = new Part.Literal(buffer.toByteArray());
        }
        parts.add(new Part.Field(name, path, place, written));
        return end;
    }

    private int openSection(int start, int next, String name, boolean inverted) {
        endLiteral();
        refuseSection(start);
        String word = name.indexOf(' ') < 0 ? "" : name.substring(0, name.indexOf(' '));
        if (Set.of("if", "unless", "each", "with").contains(word)) {
            problem(
                    start,
                    "a section needs no \"" + word + "\"; write {{" + (word.equals("unless") ? '^' : '#')
                            + name.substring(word.length() + 1) + "}}");
        }
        List<String> path = path(start, name);
        if (open.size() == MAX_NESTING) {
            problem(start, "sections are nested deeper than " + MAX_NESTING + " levels; the rest was not read");
            return source.length();
        }
        MergePlace place = place();
        if (path != null && !inverted) {
            fields.add(new MergeField(name, MergeField.Role.SECTION, place, Optional.empty(), within()));
        } else if (path != null) {
            fields.add(new MergeField(name, MergeField.Role.INVERTED_SECTION, place, Optional.empty(), within()));
        }
        open.push(new OpenSection(start, name, inverted, place, html == null ? null : html.snapshot(), parts));
        parts = new ArrayList<>();
        return next;
    }

    private int closeSection(int start, int next, String name) {
        endLiteral();
        refuseSection(start);
        OpenSection section = open.peek();
        if (section == null) {
            problem(start, "no section is open here; expected {{#" + name + "}} before");
            return next;
        }
        if (!section.name.equals(name)) {
            problem(start, "the open section is " + section.name + "; expected {{/" + section.name + "}}");
            if (open.stream().noneMatch(outer -> outer.name.equals(name))) {
                return next;
            }
            // One end is missing, probably: go on as if it had been there, or all that follows looks wrong, too.
            while (!open.element().name.equals(name)) {
                parts = open.pop().partsBefore;
            }
            section = open.element();
        }
        open.pop();
        if (html != null && section.context != null && !section.context.equals(html.snapshot())) {
            problem(
                    start,
                    "the section ends at another place of the HTML than it begins, " + html.describe()
                            + "; put whole elements, whole attributes or text into it");
        }
        List<Part> inside = List.copyOf(parts);
        parts = section.partsBefore;
        parts.add(new Part.Section(name, pathOf(name), section.place, section.inverted, inside));
        return next;
    }

    private void refuseSection(int start) {
        String refusal = html == null ? null : html.refusalOfSection();
        if (refusal != null) {
            problem(start, refusal);
        }
    }

    private MergePlace place() {
        if (html != null) {
            return html.place();
        }
        return kind == TemplateKind.SUBJECT ? MergePlace.HEADER : MergePlace.PLAIN_TEXT;
    }

    /** The sections that are open, outermost first. */
    private List<String> within() {
        List<String> names = new ArrayList<>();
        open.descendingIterator().forEachRemaining(section -> names.add(section.name));
        return names;
    }

    private @Nullable List<String> path(int start, String name) {
        if (name.equals(".")) {
            if (open.isEmpty()) {
                problem(start, "{{.}} stands for the item of a repeated section; expected one around it");
            }
            return List.of();
        }
        List<String> path = pathOf(name);
        for (String part : path) {
            if (!MergeData.isName(part)) {
                problem(
                        start,
                        "this is no name of a field; expected letters, digits, _ and -, with dots between the"
                                + " parts of a name, and a fallback after |");
                return null;
            }
        }
        return path;
    }

    private static List<String> pathOf(String name) {
        return name.equals(".") ? List.<String>of() : List.of(name.split("\\.", -1));
    }

    private void appendText(int from, int to) {
        if (text.length() == 0) {
            literalStart = from;
        }
        text.append(source, from, to);
    }

    private void endLiteral() {
        if (text.length() == 0) {
            return;
        }
        String literal = text.toString();
        text.setLength(0);
        if (kind == TemplateKind.SUBJECT) {
            String refusal = Characters.refusalInHeader(literal);
            if (refusal != null) {
                problem(literalStart, "the subject " + refusal);
            }
        } else if (html != null) {
            String wrong = html.literal(literal);
            if (wrong != null) {
                problem(literalStart, wrong);
            }
        }
        byte[] utf8 = literal.getBytes(StandardCharsets.UTF_8);
        literalBytes += utf8.length;
        parts.add(new Part.Literal(utf8));
    }

    private void problem(int at, String message) {
        problemCount++;
        if (found.size() < MAX_LISTED_PROBLEMS) {
            found.add(new Found(at, message));
        }
    }

    private TemplateException exception() {
        List<TemplateProblem> problems = found.stream()
                .sorted(Comparator.comparingInt(Found::at))
                .map(this::described)
                .toList();
        return new TemplateException(problems, problemCount);
    }

    private TemplateProblem described(Found problem) {
        int line = 1;
        int lineStart = 0;
        for (int at = source.indexOf('\n'); at >= 0 && at < problem.at; at = source.indexOf('\n', at + 1)) {
            line++;
            lineStart = at + 1;
        }
        return new TemplateProblem(line, problem.at - lineStart + 1, snippet(problem.at), problem.message);
    }

    private String snippet(int at) {
        int end = source.startsWith(OPEN, at) ? source.indexOf(CLOSE, at) + 2 : source.length();
        end = Math.min(end < at + 2 ? source.length() : end, at + SNIPPET_LENGTH);
        String beginning = source.substring(at, end).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return end - at == SNIPPET_LENGTH ? beginning + "..." : beginning;
    }

    /** A tag that an editor broke into lines, or filled with the blanks that do not break, reads like any other. */
    private static String oneLine(String content) {
        return BLANKS.matcher(content.replace('\u00A0', ' ').strip()).replaceAll(" ");
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
