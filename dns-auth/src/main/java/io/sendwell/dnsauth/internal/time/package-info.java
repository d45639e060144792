/** How long a check may still take, for the packages of this module that ask the DNS or the web several times. */
@NullMarked
package io.sendwell.dnsauth.internal.time;

import org.jspecify.annotations.NullMarked;
