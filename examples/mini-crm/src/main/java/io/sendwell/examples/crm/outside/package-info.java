/**
 * The world around the CRM: an ESP, an SMTP server, name servers and a customer's website. By default all of it is played on this
 * machine, and nothing leaves; with settings of your own it is the real one.
 */
@NullMarked
package io.sendwell.examples.crm.outside;

import org.jspecify.annotations.NullMarked;
