package io.sendwell.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Planted for {@link PublicSignaturesTest}: the types of ArchUnit stand for those of any library. */
public abstract class Showing implements HasModifiers {
    protected @Nullable JavaClass field;

    public abstract JavaClass returned();

    public abstract void taken(List<? extends JavaType> types);

    abstract JavaClass hidden();
}
