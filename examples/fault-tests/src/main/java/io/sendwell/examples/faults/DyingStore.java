package io.sendwell.examples.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Ends its own process when a store has done something and before anybody learns of it, as {@code kill -9} would. */
final class DyingStore {

    private static final int KILLED = 128 + 9;

    private DyingStore() {}

    /** The same store, which ends the process after a call of this method. */
    static <T> T after(String lastMethod, Class<T> kind, T store) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        if (method.getName().equals(lastMethod)) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
