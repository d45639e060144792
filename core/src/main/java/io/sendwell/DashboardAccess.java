package io.sendwell;

import io.sendwell.account.ProviderAccount;
import io.sendwell.check.Finding;
import java.util.Locale;

/** Whether the ESP's own pages may be shown to somebody of an account. */
public sealed interface DashboardAccess {

    /**
     * They may.
     *
     * @param account whose pages
     * @param language in which: that of the person who enabled the account where there are pages in it, else English
     */
    record Granted(ProviderAccount account, Locale language) implements DashboardAccess {}

    /**
     * They may not.
     *
     * @param why {@code DASHBOARD_NOT_INCLUDED}, {@code DASHBOARD_MISSING}, or why the account does not send
     */
    record Refused(Finding why) implements DashboardAccess {}
}
