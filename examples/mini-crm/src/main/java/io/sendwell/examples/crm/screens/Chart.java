package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.Html;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pictures of numbers, as SVG within the page. Words and figures stand beside them as text, so that they are read on a phone, too. */
final class Chart {

    private static final int SIDE = 100;

    private Chart() {}

    /** A bar, and how long it is of what would be a whole one. */
    record Bar(String name, double share, String shown) {}

    /** Bars, one below the other. */
    static Html bars(List<Bar> bars) {
        return Html.of("<div class=\"bars\">{}</div>", Html.each(bars, Chart::bar));
    }

    private static Html bar(Bar bar) {
        return Html.of("""
                <span>{}</span>
                <svg class="chart" aria-hidden="true"><rect class="whole"></rect><rect class="bar" width="{}"></rect></svg>
                <span class="number">{}</span>
                """, bar.name(), number(SIDE * bar.share()) + "%", bar.shown());
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
        return Html.of(
                """
                <figure><figcaption>{}</figcaption>
                  <p class="ends"><span>{}</span><span>{}</span></p>
                  <svg class="chart plot" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                    <line class="limit" x1="0" x2="100" y1="{}" y2="{}"></line><polyline class="line" points="{}"></polyline>
                  </svg>
                  <p class="ends"><span>{}</span><span>{}</span></p>
                </figure>
                """,
                title,
                String.format(Locale.ROOT, "%,.0f", most),
                "now "
                        + String.format(
                                Locale.ROOT,
                                "%,d",
                                values.get(values.size() - 1).longValue()),
                number(height(limit, most)),
                number(height(limit, most)),
                points(values, most),
                first,
                last);
    }

    private static String points(List<? extends Number> values, double most) {
        double step = (double) SIDE / Math.max(1, values.size() - 1);
        return IntStream.range(0, values.size())
                .mapToObj(i ->
                        number(i * step) + "," + number(height(values.get(i).doubleValue(), most)))
                .collect(Collectors.joining(" "));
    }

    // From the top, as SVG counts.
    private static double height(double value, double most) {
        return SIDE * (1 - value / Math.max(1, most));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
