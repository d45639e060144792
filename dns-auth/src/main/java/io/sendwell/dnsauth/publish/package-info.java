/**
 * What somebody has to publish in the DNS: as lines of a zone file and as the input of a provider's web form, which are
 * not the same (quotes, split strings, relative names).
 */
@NullMarked
package io.sendwell.dnsauth.publish;

import org.jspecify.annotations.NullMarked;
