/** The screens, a class for each, in the words of the people who use them. A screen of a customer sees an {@code Office}: what is that customer's, and nothing else. */
@NullMarked
package io.sendwell.examples.crm.screens;

import org.jspecify.annotations.NullMarked;
