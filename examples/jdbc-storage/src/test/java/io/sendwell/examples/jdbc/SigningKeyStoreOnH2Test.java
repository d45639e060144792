package io.sendwell.examples.jdbc;

import io.sendwell.signing.SigningKeyStore;
import io.sendwell.testkit.contract.SigningKeyStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.extension.RegisterExtension;

class SigningKeyStoreOnH2Test implements SigningKeyStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    private final KeyEncryption encryption = KeyEncryption.with(new SecretKeySpec(new byte[32], "AES"));

    @Override
    public SigningKeyStore newSigningKeyStore() {
        return storage.fresh(InstantSource.system()).signingKeyStore(encryption);
    }

    @Override
    public Optional<? extends SigningKeyStore> reopen(SigningKeyStore store) {
        return Optional.of(storage.again().signingKeyStore(encryption));
    }
}
