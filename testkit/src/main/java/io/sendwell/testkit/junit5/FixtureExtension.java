package io.sendwell.testkit.junit5;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a fixture to the methods of a test and closes it.
 *
 * <p>Each test has one of its own, made when a parameter first asks for it and shared by its {@code @BeforeEach}, test
 * and {@code @AfterEach} methods. When a {@code @BeforeAll} method asks, the class has one and its tests share it.
 * Nothing is kept in the extension itself, so tests may run in parallel.
 */
abstract class FixtureExtension<T extends AutoCloseable>
        implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    private final Class<T> type;
    private final Supplier<? extends T> factory;

    FixtureExtension(Class<T> type, Supplier<? extends T> factory) {
        this.type = type;
        this.factory = requireNonNull(factory, "factory");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // A constructor runs before there is a test that could own the fixture.
        return parameter.getParameter().getType() == type
                && !(parameter.getDeclaringExecutable() instanceof Constructor);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(type, key -> factory.get(), type);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close(context);
    }

    /** Takes the fixture of this context only: reading would find the one of the class, removing does not. */
    private void close(ExtensionContext context) throws Exception {
        @Nullable T fixture = store(context).remove(type, type);
        if (fixture != null) {
            fixture.close();
        }
    }

    private Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(FixtureExtension.class, this));
    }
}
