/**
 * What the screens stand on: pages that escape what is put into them, forms that carry a proof of where they come from, log-ins for
 * the two roles, and the JDK's web server underneath. Nothing in here knows of mail.
 */
@NullMarked
package io.sendwell.examples.crm.web;

import org.jspecify.annotations.NullMarked;
