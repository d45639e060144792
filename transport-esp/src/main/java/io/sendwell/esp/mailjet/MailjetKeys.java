package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.credential.Credential;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialVault;
import java.util.Optional;
import java.util.function.Function;

/** Finds the key of each account. Threads share it. */
final class MailjetKeys {

    private final Function<AccountId, Optional<MailjetCredentials>> byAccount;
    private final Optional<CredentialVault> vault;

    private MailjetKeys(Function<AccountId, Optional<MailjetCredentials>> byAccount, Optional<CredentialVault> vault) {
        this.byAccount = byAccount;
        this.vault = vault;
    }

    static MailjetKeys of(Function<AccountId, Optional<MailjetCredentials>> byAccount) {
        return new MailjetKeys(byAccount, Optional.empty());
    }

    static MailjetKeys in(CredentialVault vault) {
        return new MailjetKeys(
                account -> vault.find(name(account)).map(login -> MailjetCredentials.of(login.user(), login.secret())),
                Optional.of(vault));
    }

    /** Under which name a vault has the key of an account. */
    static CredentialName name(AccountId account) {
        return new CredentialName(account, MailjetOptions.PROVIDER);
    }

    static Credential credential(AccountId account, MailjetCredentials key) {
        return new Credential(name(account), key.apiKey(), key.secretKey());
    }

    Optional<MailjetCredentials> find(AccountId account) {
        return byAccount.apply(account);
    }

    /** Notes that Mailjet did not take the key of this account: another node may have changed it. */
    void refused(AccountId account) {
        vault.ifPresent(known -> known.recheck(name(account)));
    }

    Optional<CredentialVault> vault() {
        return vault;
    }
}
