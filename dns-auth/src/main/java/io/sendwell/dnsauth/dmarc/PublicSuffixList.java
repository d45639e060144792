package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows below which names independent owners register theirs. Receivers of RFC 7489 find the organizational domain with
 * it (section 3.2); those of RFC 9989 do not use it. Threads share it.
 */
public interface PublicSuffixList {

    /**
     * The registered domain of a name: the public suffix and one label more. A last label that is not on the list is a
     * suffix by itself.
     *
     * @return empty when the name is a public suffix
     */
    Optional<DomainName> registeredDomain(DomainName domain);

    /**
     * The list of publicsuffix.org as it was on 2026-08-19. Domains that their owners share with customers, such as {@code
     * github.io}, are suffixes in it (the list's private section), as most receivers have it. Read when it is asked first.
     */
    static PublicSuffixList bundled() {
        return BundledSuffixList.INSTANCE;
    }

    /**
     * Reads the whole file that publicsuffix.org publishes, for those who keep a fresher copy.
     *
     * @param reader in UTF-8; closed by whoever opened it
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has no rule, or more than a list can have
     */
    static PublicSuffixList read(Reader reader) throws IOException {
        return read(reader, EnumSet.allOf(Section.class));
    }

    /**
     * Reads these sections of the file; a rule outside of both belongs to each of them.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has no rule, or more than a list can have
     */
    static PublicSuffixList read(Reader reader, Set<Section> sections) throws IOException {
        return SuffixRules.read(reader, sections);
    }

    /** The two halves of the file. */
    enum Section {
        /** Names that registries delegate. */
        ICANN,
        /** Names that their owners share with customers. */
        PRIVATE
    }
}
