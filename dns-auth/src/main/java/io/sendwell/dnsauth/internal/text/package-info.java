/** How other people's text is shown, for the packages of this module that quote the DNS, mails and websites. */
@NullMarked
package io.sendwell.dnsauth.internal.text;

import org.jspecify.annotations.NullMarked;
