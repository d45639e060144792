package io.sendwell.examples.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Takes the time of each call of the stores that it is put around. Threads may share it. */
final class TimedCalls {

    private final Map<String, Times> times = new ConcurrentSkipListMap<>();

    /** The same store, timed. */
    <T> T around(Class<T> kind, T store) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, method, arguments) -> call(kind.getSimpleName(), store, method, arguments)));
    }

    /** The times of one method, as in {@code Outbox.claim}; calls that brought an empty collection do not count. */
    Times of(String method) {
        return times.computeIfAbsent(method, name -> new Times());
    }

    /** A line for each method. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        times.forEach((method, taken) -> lines.add(method + ": " + taken.count() + " calls, " + taken.all()));
        return lines;
    }

    /** Forgets what was measured. */
    void forget() {
        times.clear();
    }

    private Object call(String kind, Object store, Method method, Object... arguments) throws Throwable {
        long begin = System.nanoTime();
        try {
            Object result = method.invoke(store, arguments);
            if (!(result instanceof Collection<?> many) || !many.isEmpty()) {
                of(kind + "." + method.getName()).add(System.nanoTime() - begin);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
