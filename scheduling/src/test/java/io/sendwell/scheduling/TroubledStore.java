package io.sendwell.scheduling;

import io.sendwell.outbox.OutboxException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a store, which is away for some methods, or loses their answers, as long as it is told so. */
final class TroubledStore {

    /** Fails before anything was done. */
    final Set<String> away = ConcurrentHashMap.newKeySet();

    /** Fails after it was done. */
    final Set<String> mute = ConcurrentHashMap.newKeySet();

    /** Throws what no store should. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** What happens right before the next call of a method, once. */
    final Map<String, Runnable> before = new ConcurrentHashMap<>();

    final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Integer> callsOf = new ConcurrentHashMap<>();
    final AtomicInteger breaks = new AtomicInteger();

    /** Every method there is. */
    static final String ALL = "*";

    <T> T of(Class<T> kind, T real) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    callsOf.merge(method.getName(), 1, Integer::sum);
                    Optional.ofNullable(before.remove(method.getName())).ifPresent(Runnable::run);
                    if (away.contains(method.getName()) || away.contains(ALL)) {
                        throw trouble(method.getName());
                    }
                    if (broken.contains(method.getName())) {
                        breaks.incrementAndGet();
                        throw new IllegalStateException("No store throws this: " + method.getName());
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (mute.contains(method.getName())) {
                            throw trouble(method.getName());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** How often a method was called. */
    int calls(String method) {
        return callsOf.getOrDefault(method, 0);
    }

    private static OutboxException trouble(String method) {
        return new OutboxException("The store is away: " + method, new IOException("connection refused"));
    }
}
