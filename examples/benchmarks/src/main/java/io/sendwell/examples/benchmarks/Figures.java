package io.sendwell.examples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The same figure of several rounds. */
final class Figures {

    private final List<Double> sorted = new ArrayList<>();

    void add(double figure) {
        sorted.add(figure);
        Collections.sort(sorted);
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return sorted.get(0);
    }

    double most() {
        return sorted.get(sorted.size() - 1);
    }
}
