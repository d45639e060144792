package io.sendwell.log;

import java.util.ArrayList;
import java.util.List;

/** Every order in which things can come. */
final class Orders {

    private Orders() {}

    /** All permutations: 120 of five things. */
    static <T> List<List<T>> of(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (int first = 0; first < things.size(); first++) {
            List<T> rest = new ArrayList<>(things);
            T chosen = rest.remove(first);
            for (List<T> order : of(rest)) {
                List<T> whole = new ArrayList<>(List.of(chosen));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }
}
