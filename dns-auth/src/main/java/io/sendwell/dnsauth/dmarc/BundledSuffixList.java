package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;

/** The list that comes with this library; read when it is asked for the first time. */
enum BundledSuffixList implements PublicSuffixList {
    INSTANCE;

    /** Keeps the rules, so that who hands in a list of his own never loads them. */
    private static final class Loaded {

        static final PublicSuffixList RULES = load();

        private static PublicSuffixList load() {
            try (InputStream in = Objects.requireNonNull(
                            BundledSuffixList.class.getResourceAsStream("public-suffixes.dat"), "public-suffixes.dat");
                    InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                return SuffixRules.read(reader, EnumSet.allOf(Section.class));
            } catch (IOException e) {
                throw new UncheckedIOException("The list of public suffixes in this library cannot be read.", e);
            }
        }
    }

    @Override
    public Optional<DomainName> registeredDomain(DomainName domain) {
        return Loaded.RULES.registeredDomain(domain);
    }
}
