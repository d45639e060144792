package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.Html;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pictures of numbers, as SVG within the page. What they show is said in words too, for those who do not see them. */
final class Chart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final int LEFT = 44;
    private static final int BOTTOM = 24;

    private Chart() {}

    /** A bar. */
    record Bar(String name, double value, String shown) {}

    /** Bars side by side, one below the other. */
    static Html bars(String title, List<Bar> bars) {
        double most = Math.max(1e-9, bars.stream().mapToDouble(Bar::value).max().orElse(1));
        int step = 26;
        int height = bars.size() * step + 4;
        Html rows = Html.join(IntStream.range(0, bars.size())
                .mapToObj(i -> bar(bars.get(i), i * step + 4, most))
                .toList());
        return Html.of("""
                <svg class="chart" viewBox="{}" role="img" aria-label="{}">{}</svg>
                """, "0 0 " + WIDTH + " " + height, title + ": " + said(bars), rows);
    }

    private static Html bar(Bar bar, int top, double most) {
        int from = 180;
        double length = Math.max(1, (WIDTH - from - 90) * bar.value() / most);
        return Html.of(
                """
                <text x="{}" y="{}" text-anchor="end">{}</text><rect class="bar" x="{}" y="{}" width="{}" height="16" rx="3"></rect>
                <text x="{}" y="{}">{}</text>
                """,
                from - 8,
                top + 13,
                shortened(bar.name()),
                from,
                top,
                number(length),
                number(from + length + 8),
                top + 13,
                bar.shown());
    }

    private static String said(List<Bar> bars) {
        return bars.stream().map(bar -> bar.name() + " " + bar.shown()).collect(Collectors.joining(", "));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= 24
                ? name
                : name.substring(0, name.offsetByCodePoints(0, 23)) + "…";
    }

    /**
     * Values one after another, as a line, with a limit that they keep.
     *
     * @param first below the first value
     * @param last below the last value
     */
    static Html line(String title, List<? extends Number> values, double limit, String first, String last) {
        double most = Math.max(
                limit, values.stream().mapToDouble(Number::doubleValue).max().orElse(1));
        String points = IntStream.range(0, values.size())
                .mapToObj(i -> number(LEFT + (double) i * (WIDTH - LEFT - 8) / Math.max(1, values.size() - 1)) + ","
                        + number(height(values.get(i).doubleValue(), most)))
                .collect(Collectors.joining(" "));
        return Html.of(
                """
                <svg class="chart" viewBox="{}" role="img" aria-label="{}">
                  <line class="limit" x1="{}" x2="{}" y1="{}" y2="{}"></line>
                  <text x="0" y="{}">{}</text><text x="0" y="{}">0</text>
                  <polyline class="line" points="{}"></polyline>
                  <text x="{}" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>
                </svg>
                """,
                "0 0 " + WIDTH + " " + HEIGHT,
                title,
                LEFT,
                WIDTH,
                number(height(limit, most)),
                number(height(limit, most)),
                number(height(limit, most) + 4),
                String.format(Locale.ROOT, "%,.0f", limit),
                HEIGHT - BOTTOM + 4,
                points,
                LEFT,
                HEIGHT - 4,
                first,
                WIDTH,
                HEIGHT - 4,
                last);
    }

    private static double height(double value, double most) {
        return 10 + (HEIGHT - BOTTOM - 10) * (1 - value / Math.max(1e-9, most));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
