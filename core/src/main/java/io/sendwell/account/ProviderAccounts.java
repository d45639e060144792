package io.sendwell.account;

/**
 * Makes and closes the accounts that customers have at the ESP. The transport module of the ESP implements it; threads share it.
 *
 * <p>Each method may be called again when an answer was lost or a process died, and then go on from where they were.
 */
public interface ProviderAccounts {

    /**
     * The customer's account at the ESP: the one of this name, made when there is none. When this method returns, its credentials
     * survive the end of this process, and mail of the account is submitted with them.
     *
     * @param name 1 to 80 characters; no two accounts, or lives of one account, are given the same
     * @throws ProviderAccountException when the ESP refuses, or gives no usable answer; call it again once that is mended
     */
    ProviderAccount open(AccountId account, String name);

    /**
     * Closes the customer's account of this name for good, if there is one, and forgets its credentials.
     *
     * @throws ProviderAccountException when the ESP refuses, or gives no usable answer; call it again once that is mended
     */
    void close(AccountId account, String name);

    /**
     * Asks the ESP how the customer's account stands there. Nothing is thrown when it does not say.
     *
     * @param there what {@link #open} gave
     */
    ProviderStanding standing(AccountId account, ProviderAccount there);
}
