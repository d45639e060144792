package io.sendwell.examples.crm.screens;

import io.sendwell.SendingAccount;
import io.sendwell.account.AccountId;
import io.sendwell.dnsauth.onboarding.AccountDomains;
import io.sendwell.examples.crm.data.Activities;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.data.People;
import io.sendwell.examples.crm.data.ProgressHistory;
import io.sendwell.examples.crm.web.Session;
import java.time.Instant;

/**
 * One customer's part of the CRM, as somebody who works there sees it. Every part of it is bound to the customer, so that no
 * address that is made up reaches another one's.
 *
 * @param session who looks
 * @param now when
 */
public record Office(
        Session session,
        Customer customer,
        SendingAccount account,
        AccountDomains domains,
        People people,
        Activities activities,
        ProgressHistory history,
        Instant now) {

    /** Under which the customer is known to Sendwell. */
    public AccountId id() {
        return customer.account();
    }
}
